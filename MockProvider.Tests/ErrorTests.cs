using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

/// <summary>What the mock refuses, by status, param and code; and the headers that come with it.</summary>
public class ErrorTests(SharedMock mock)
{
    private static readonly string[] Metered =
    [
        "x-request-id", "openai-organization", "openai-project", "openai-processing-ms", "openai-version", "x-ratelimit-limit-requests",
        "x-ratelimit-limit-tokens", "x-ratelimit-remaining-requests", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-requests",
        "x-ratelimit-reset-tokens", "Access-Control-Expose-Headers", "Set-Cookie",
    ];

    [Theory]
    [InlineData(ChatPath, "{")]
    [InlineData(ChatPath, "[]")]
    [InlineData(ResponsesPath, "{\"a\":\"\\ud800\"}")]
    [InlineData(EmbeddingsPath, "not json")]
    public async Task Body_NotAJsonObject_Is400(string path, string body) => await AssertBadAsync(mock.Server, path, body, null, null);

    [Theory]
    [InlineData(ChatPath, """{"messages":[{"role":"user","content":"hi"}]}""", "model", "missing_required_parameter")]
    [InlineData(ChatPath, """{"model":7,"messages":[]}""", "model", "invalid_type")]
    [InlineData(ChatPath, """{"model":"gpt-4o"}""", "messages", "missing_required_parameter")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":"hi"}""", "messages", "invalid_type")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[]}""", "messages", "empty_array")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[{"role":"boss","content":"hi"}]}""", "messages[0].role", "invalid_value")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[{"role":"user"}]}""", "messages[0].content", "missing_required_parameter")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"stream":"yes"}""", "stream", "invalid_type")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"stream_options":{}}""", "stream_options", null)]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"max_tokens":0}""", "max_tokens", "integer_below_min_value")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function"}]}""", "tools[0].function", "missing_required_parameter")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"tool_choice":"maybe"}""", "tool_choice", "invalid_value")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"response_format":{"type":"json_schema"}}""", "response_format.json_schema", "missing_required_parameter")]
    [InlineData(ResponsesPath, """{"model":"gpt-4o"}""", "input", "missing_required_parameter")]
    [InlineData(ResponsesPath, """{"model":"gpt-4o","input":7}""", "input", "invalid_type")]
    [InlineData(ResponsesPath, """{"model":"gpt-4o","input":"hi","tool_choice":{"type":"function","name":"x"}}""", "tool_choice", null)]
    public async Task Member_MissingOrWrong_Is400WithItsName(string path, string body, string param, string? code)
    {
        using var response = await PostAsync(mock.Server, path, body);

        await AssertBadAsync(response, param, code);
        Assert.True(response.Headers.Contains("x-ratelimit-remaining-requests"));
    }

    [Theory]
    [InlineData("gpt-4o-2024-11-20", 200)]
    [InlineData("gpt-6.2-sol", 200)]
    [InlineData("gpt-17", 200)]
    [InlineData("o9-mini-deep-research", 200)]
    [InlineData("ft:gpt-4o-mini:acme::1", 200)]
    [InlineData("mock-cookie", 200)]
    [InlineData("mock-dorp", 404)]
    [InlineData("ft:mock-cookie", 404)]
    [InlineData("claude-4", 404)]
    [InlineData("omni-moderation-latest", 404)]
    [InlineData("", 400)]
    public async Task Model_OfAKnownFamily_IsAnsweredOthersAreNot(string model, int status)
    {
        foreach (var (path, body) in new[] { (ChatPath, Hello), (ResponsesPath, HelloResponse) })
        {
            using var response = await PostAsync(mock.Server, path, body.Replace("gpt-4o-mini", model, StringComparison.Ordinal));

            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(status == 404, (
                await response.Content.ReadAsStringAsync(Cancel)).Contains("\"model_not_found\"", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("GET", ModelsPath, 200)]
    [InlineData("GET", ModelsPath + "/gpt-4o-mini", 200)]
    [InlineData("GET", ModelsPath + "/gpt-6.2-sol", 200)]
    [InlineData("GET", ModelsPath + "/fake_id", 404)]
    [InlineData("GET", ModelsPath + "/", 404)]
    [InlineData("GET", ModelsPath + "/a/b", 404)]
    [InlineData("GET", "/v1/images/generations", 404)]
    [InlineData("POST", "/V1/chat/completions", 404)]
    [InlineData("POST", "/v1/%63hat/completions", 400)]
    [InlineData("GET", ChatPath, 405)]
    [InlineData("POST", ModelsPath, 405)]
    [InlineData("PUT", ResponsesPath + "/resp_1", 405)]
    public async Task Address_AndMethod_AreCompared(string method, string path, int status)
    {
        using var response = await SendAsync(mock.Server, method, path);
        var body = Parse(await response.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status != 200, body.TryGetProperty("error", out _));
        Assert.Equal(status == 405, response.Content.Headers.Allow.Count > 0);
    }

    [Fact]
    public async Task Models_Listed_HaveTheKeysOfTheRealOnes()
    {
        var (_, list) = await mock.AskAsync("GET", ModelsPath);

        Assert.Equal(["object", "data"], Keys(list));
        Assert.All(list.GetProperty("data").EnumerateArray(), model => Assert.Equal(["id", "object", "created", "owned_by"], Keys(model)));
        Assert.Contains("gpt-4o-mini", list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("", 401, null)]
    [InlineData("Authorization: Bearer not-a-recognized\r\n", 401, "invalid_api_key")]
    [InlineData("Authorization: Bearer sk-mock-provider-key\r\nAuthorization: Bearer sk-mock-provider-key\r\n", 401, "invalid_api_key")]
    [InlineData("Authorization: Basic c2stbW9jaw==\r\n", 401, null)]
    [InlineData("Authorization: Bearer \r\n", 401, null)]
    [InlineData("api-key: sk-mock-provider-key\r\n", 401, null)]
    [InlineData("authorization: bearer sk-mock-provider-key\r\n", 200, null)]
    public async Task Key_Headers_OnlyOneBearerWithTheKeyWillDo(string headers, int status, string? code)
    {
        var answer = await RawAsync(mock.Server, $"GET {ModelsPath} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("x-request-id: req_", answer, StringComparison.Ordinal);
        Assert.Equal(status == 200, answer.Contains("openai-version", StringComparison.Ordinal));
        Assert.Equal(code is not null, answer.Contains($"\"code\": \"{code}\"", StringComparison.Ordinal));
        Assert.DoesNotContain("not-a-recognized", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ChatPath, Hello)]
    [InlineData(ChatPath, HelloStreamed)]
    [InlineData(ResponsesPath, HelloResponseStreamed)]
    [InlineData(EmbeddingsPath, HelloEmbedding)]
    public async Task Answer_Metered_CarriesTheFamilyOfHeaders(string path, string body)
    {
        using var response = await PostAsync(mock.Server, path, body);

        Assert.All(Metered, name => Assert.Single(response.Headers.GetValues(name)));
        Assert.Equal(path == EmbeddingsPath, response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("Content-Length: 99999999", "", 413)]
    [InlineData("Content-Length: 9", "{\"a\":\"\u00ff\"}", 400)]
    [InlineData("Content-Encoding: gzip\r\nContent-Length: 3", "abc", 400)]
    [InlineData("Content-Type: multipart/form-data\r\nContent-Length: 3", "abc", 400)]
    public async Task Body_ThatCannotBeRead_IsRefusedInOpenAisShape(string headers, string body, int status)
    {
        var answer = await RawAsync(
            mock.Server, $"POST {ChatPath} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {Key}\r\n{headers}\r\n\r\n{body}");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("invalid_request_error", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_Absent_IsNoError() => Assert.StartsWith(
        "HTTP/1.1 200 ", await RawAsync(
            mock.Server, $"GET {ModelsPath} HTTP/1.0\r\nAuthorization: Bearer {Key}\r\n\r\n"), StringComparison.Ordinal);
}
