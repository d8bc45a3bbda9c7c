using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class EmbeddingErrorTests
{
    [Fact]
    public async Task Embeddings_TooLong_Is400()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 8193));

        await AssertRefusedAsync($"[\"short\",\"{text}\"]", "invalid_request_error", null, "however you requested 8193 tokens");
    }

    [Fact]
    public async Task Embeddings_OneEndlessWord_IsCountedAsSeveral() =>
        await AssertRefusedAsync($"\"{new string('x', 16 * 8193)}\"", "invalid_request_error", null, "however you requested 8193 tokens");

    [Fact]
    public async Task Embeddings_TooManyInputs_Is400() =>
        await AssertRefusedAsync(Repeated("\"a\"", 2049), "invalid_request_error", null, "'$.input' is invalid. Please check the API reference");

    [Fact]
    public async Task Embeddings_TooLongTogether_Is400() => await AssertRefusedAsync(
        Repeated($"\"{string.Join(' ', Enumerable.Repeat("a", 8109))}\"", 37), "max_tokens_per_request", "max_tokens_per_request", "Requested 300033 tokens, max 300000 tokens per request");

    [Fact]
    public async Task Embeddings_AsManyInputsAsAllowed_AreAllAnswered()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(mock, EmbeddingsPath, $$"""{"model":"text-embedding-3-small","dimensions":2,"input":{{Repeated("\"a\"", 2048)}}}""");

        Assert.Equal(2048, answer.GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData("\"dimensions\":-42", "-42 is less than the minimum of 1 - 'dimensions'", null)]
    [InlineData("\"dimensions\":1537", "1537 is greater than the maximum of 1536 - 'dimensions'", null)]
    [InlineData("\"encoding_format\":\"hex\"", "'hex' is not one of ['float', 'base64'] - 'encoding_format'", "encoding_format")]
    public async Task Embeddings_BadOption_Is400(string option, string message, string? param)
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, EmbeddingsPath, $$"""{"model":"text-embedding-3-small","input":"hello",{{option}}}""");
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(message, error.GetProperty("message").GetString());
        Assert.Equal(param, error.GetProperty("param").GetString());
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("[[]]")]
    [InlineData("[\"a\",1]")]
    [InlineData("[-1]")]
    [InlineData("[1.5]")]
    [InlineData("{}")]
    public async Task Embeddings_BadInput_Is400(string input) => await AssertRefusedAsync(input, "invalid_request_error", null, "'$.input' is invalid.");

    [Fact]
    public async Task Embeddings_NoInput_Is400WithItsName()
    {
        await using var mock = Start();

        await AssertBadAsync(mock, EmbeddingsPath, """{"model":"text-embedding-3-small","input":null}""", "input", "missing_required_parameter");
    }

    private static async Task AssertRefusedAsync(string input, string type, string? code, string message)
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, EmbeddingsPath, $$"""{"model":"text-embedding-3-small","input":{{input}}}""");
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((type, null, code), (error.GetProperty("type").GetString(), error.GetProperty("param").GetString(), error.GetProperty("code").GetString()));
    }

    private static string Repeated(string input, int times) => $"[{string.Join(',', Enumerable.Repeat(input, times))}]";
}
