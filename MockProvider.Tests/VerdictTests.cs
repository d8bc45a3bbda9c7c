using System.Text.Json;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

public class VerdictTests
{
    private const string Verdict = "/__mock/verdict";

    [Fact]
    public async Task Request_WithTheKeyAlone_IsClean()
    {
        await using var mock = Start();
        await PostTextAsync(mock, ChatPath, Hello);

        var verdict = Last(await VerdictAsync(mock));

        Assert.True(verdict.GetProperty("clean").GetBoolean());
        Assert.Equal(
            ["time", "method", "path", "clean", "judgement", "credentials", "cookies", "broker_headers", "trail_headers", "in_body"], Keys(
                verdict));
        var credential = Assert.Single(verdict.GetProperty("credentials").EnumerateArray());
        Assert.Equal(["header", "count", "holds", "value"], Keys(credential));
        Assert.Equal("***", credential.GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("", "No provider key arrived.")]
    [InlineData("Authorization: Bearer sk-other", "A credential arrived, but it is not the provider key.")]
    [InlineData("Authorization: Bearer lab-caller-token", "The caller's token arrived, in authorization.")]
    [InlineData("Authorization: Bearer sk-mock-provider-key\r\nX-Broker-Token: any", "The caller's token arrived, in x-broker-token.")]
    [InlineData("Authorization: Bearer sk-mock-provider-key\r\nX-Note: is lab-caller-token", "The caller's token arrived, in x-note.")]
    [InlineData("Authorization: Bearer sk-mock-provider-key\r\nx-api-key: sk-mock-provider-key", "The provider key arrived, but not once and in Authorization alone: authorization, x-api-key.")]
    [InlineData("Authorization: Bearer sk-mock-provider-key\r\nAuthorization: Bearer sk-mock-provider-key", "The provider key arrived, but not once and in Authorization alone: authorization")]
    [InlineData("x-goog-api-key: sk-mock-provider-key", "The provider key arrived, but not once and in Authorization alone: x-goog-api-key")]
    [InlineData("Authorization: Bearer sk-mock-provider-key\r\nCookie: a=1; b=2", "Besides the key came cookies")]
    [InlineData("Authorization: Bearer sk-mock-provider-key\r\nOpenAI-Organization: org-1", "Besides the key came openai-organization")]
    [InlineData("Authorization: Bearer sk-mock-provider-key\r\nProxy-Authorization: Basic eA==", "Besides the key came proxy-authorization")]
    [InlineData("Authorization: Bearer sk-mock-provider-key\r\nX-Broker-Trace: 1", "Besides the key came headers meant for the broker: x-broker-trace.")]
    [InlineData("Authorization: Bearer sk-mock-provider-key\r\nVia: 1.1 broker-0123456789abcdef, 1.1 mine", "Besides the key came headers that tell where the request is from: via.")]
    [InlineData("Authorization: Bearer sk-mock-provider-key\r\nX-Forwarded-For: 10.0.0.7\r\nVia: 1.1 host", "Besides the key came headers that tell where the request is from: via, x-forwarded-for.")]
    public async Task Request_WithMoreOrLess_IsToldOfTheGravest(string headers, string judgement)
    {
        await using var mock = Start();
        var lines = headers.Length == 0 ? "" : $"{headers}\r\n";
        await RawAsync(mock, $"POST {ChatPath} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{lines}Content-Length: 2\r\n\r\n{{}}");

        var text = await VerdictAsync(mock);
        var verdict = Last(text);

        Assert.False(verdict.GetProperty("clean").GetBoolean());
        Assert.StartsWith(judgement, verdict.GetProperty("judgement").GetString(), StringComparison.Ordinal);
        Assert.All(new[] { Key, "sk-other", "lab-caller-token", "org-1", "eA==", "10.0.0.7" }, secret => Assert.DoesNotContain(
            secret, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Key, "The provider key arrived, but not once and in Authorization alone: authorization, the body.")]
    [InlineData("lab-caller-token", "The caller's token arrived, in the body.")]
    public async Task Body_WithASecret_IsToldOf(string secret, string judgement)
    {
        await using var mock = Start();
        await PostTextAsync(mock, ChatPath, $$"""{"model":"gpt-4o-mini","messages":[{"role":"user","content":"I am {{secret}}"}]}""");

        var text = await VerdictAsync(mock);

        Assert.StartsWith(judgement, Last(text).GetProperty("judgement").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdicts_AreOfTheLastRequests_TheNewestFirst()
    {
        await using var mock = Start();
        using var client = Client(mock);
        for (var request = 0; request < 55; request++)
        {
            await client.GetStringAsync(ModelsPath, Cancel);
        }

        await PostTextAsync(mock, ChatPath, Hello);
        var verdicts = Parse(await VerdictAsync(mock));

        Assert.Equal(50, verdicts.GetProperty("requests").GetInt32());
        Assert.Equal(50, verdicts.GetProperty("clean").GetInt32());
        Assert.Equal(ChatPath, verdicts.GetProperty("last")[0].GetProperty("path").GetString());
    }

    private static async Task<string> VerdictAsync(MockProviderServer mock)
    {
        using var client = Client(mock, key: null);
        return await client.GetStringAsync(Verdict, Cancel);
    }

    private static JsonElement Last(string verdicts) => Parse(verdicts).GetProperty("last")[0];
}
