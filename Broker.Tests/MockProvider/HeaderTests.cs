using System.Globalization;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class HeaderTests
{
    private static readonly string[] Metered =
    [
        "x-request-id", "openai-organization", "openai-project", "openai-processing-ms", "openai-version", "x-ratelimit-limit-requests",
        "x-ratelimit-limit-tokens", "x-ratelimit-remaining-requests", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-requests",
        "x-ratelimit-reset-tokens", "Access-Control-Expose-Headers", "Set-Cookie",
    ];

    [Theory]
    [InlineData(ChatPath, Hello)]
    [InlineData(ChatPath, HelloStreamed)]
    [InlineData(ResponsesPath, HelloResponse)]
    [InlineData(ResponsesPath, HelloResponseStreamed)]
    [InlineData(EmbeddingsPath, HelloEmbedding)]
    public async Task Answer_Metered_CarriesTheFamilyOfHeaders(string path, string body)
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, path, body);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.All(Metered, name => Assert.Single(response.Headers.GetValues(name)));
        Assert.Equal("2020-10-01", response.Headers.GetValues("openai-version").Single());
        Assert.Equal("X-Request-ID", response.Headers.GetValues("Access-Control-Expose-Headers").Single());
    }

    [Fact]
    public async Task Answer_Remaining_FollowsTheUsage()
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, ChatPath, Hello);
        var tokens = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("usage").GetProperty("total_tokens").GetInt32();

        var limit = int.Parse(response.Headers.GetValues("x-ratelimit-limit-tokens").Single(), CultureInfo.InvariantCulture);
        var remaining = int.Parse(response.Headers.GetValues("x-ratelimit-remaining-tokens").Single(), CultureInfo.InvariantCulture);
        Assert.Equal(tokens, limit - remaining);
    }

    [Fact]
    public async Task Embeddings_MayBeReadByAnyPage_OthersMayNot()
    {
        await using var mock = Start();

        using var embeddings = await PostAsync(mock, EmbeddingsPath, HelloEmbedding);
        using var chat = await PostAsync(mock, ChatPath, Hello);

        Assert.Equal("*", embeddings.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("text-embedding-3-small", embeddings.Headers.GetValues("openai-model").Single());
        Assert.False(chat.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Models_CostNothing_CarryNoLimits()
    {
        await using var mock = Start();
        using var client = Client(mock);

        using var response = await client.GetAsync(ModelsPath, Cancel);

        Assert.True(response.Headers.Contains("openai-version"));
        Assert.True(response.Headers.Contains("x-request-id"));
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("x-ratelimit", StringComparison.OrdinalIgnoreCase));
    }
}
