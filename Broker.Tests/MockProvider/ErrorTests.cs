using System.Text;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class ErrorTests
{
    [Theory]
    [InlineData(ChatPath, "{")]
    [InlineData(ChatPath, "")]
    [InlineData(ChatPath, "[]")]
    [InlineData(ChatPath, "\"text\"")]
    [InlineData(ResponsesPath, "NaN")]
    [InlineData(ResponsesPath, "{\"a\":\"\\ud800\"}")]
    [InlineData(EmbeddingsPath, "not json")]
    public async Task Body_NotAJsonObject_Is400(string path, string body) => await AssertErrorAsync(path, body, null, null);

    [Theory]
    [InlineData(ChatPath, """{"messages":[{"role":"user","content":"hi"}]}""", "model", "missing_required_parameter")]
    [InlineData(ChatPath, """{"model":null,"messages":[{"role":"user","content":"hi"}]}""", "model", "missing_required_parameter")]
    [InlineData(ChatPath, """{"model":7,"messages":[{"role":"user","content":"hi"}]}""", "model", "invalid_type")]
    [InlineData(ChatPath, """{"model":"gpt-4o"}""", "messages", "missing_required_parameter")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":"hi"}""", "messages", "invalid_type")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[]}""", "messages", "empty_array")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":["hi"]}""", "messages[0]", "invalid_type")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[{"content":"hi"}]}""", "messages[0].role", "missing_required_parameter")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[{"role":"user","content":7}]}""", "messages[0].content", "invalid_type")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"stream":"yes"}""", "stream", "invalid_type")]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"stream_options":{}}""", "stream_options", null)]
    [InlineData(ChatPath, """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"stream":true,"stream_options":7}""", "stream_options", "invalid_type")]
    [InlineData(ResponsesPath, """{"prompt":"hello"}""", "model", "missing_required_parameter")]
    [InlineData(ResponsesPath, """{"model":"gpt-4o-mini"}""", "input", "missing_required_parameter")]
    [InlineData(ResponsesPath, """{"model":"gpt-4o-mini","input":7}""", "input", "invalid_type")]
    [InlineData(ResponsesPath, """{"model":"gpt-4o-mini","input":"hi","max_output_tokens":1.5}""", "max_output_tokens", "invalid_type")]
    [InlineData(EmbeddingsPath, """{"input":"hi"}""", "model", "missing_required_parameter")]
    public async Task Body_WrongMember_Is400WithItsName(string path, string body, string param, string? code) => await AssertErrorAsync(path, body, param, code);

    [Fact]
    public async Task Body_NestedTooDeep_Is400()
    {
        var deep = new StringBuilder().Append('[', 100_000).Append(']', 100_000).ToString();

        await AssertErrorAsync(ChatPath, $$"""{"model":{{deep}}}""", null, null);
    }

    [Theory]
    [InlineData("GET", "/", "Invalid URL (GET /)")]
    [InlineData("POST", "/v1/chat/completion", "Invalid URL (POST /v1/chat/completion)")]
    [InlineData("POST", "/V1/chat/completions", "Invalid URL (POST /V1/chat/completions)")]
    [InlineData("POST", "/v1/chat/completions/", "Invalid URL (POST /v1/chat/completions/)")]
    [InlineData("DELETE", "/favicon.ico", "Invalid URL (DELETE /favicon.ico)")]
    [InlineData("BREW", "/v1/coffee", "Invalid URL (BREW /v1/coffee)")]
    [InlineData("GET", "/__admin/nothing-here", "Invalid URL (GET /__admin/nothing-here)")]
    [InlineData("GET", "/v1/__admin", "Invalid URL (GET /v1/__admin)")]
    public async Task Path_Unknown_IsOpenAis404(string method, string path, string message)
    {
        await using var mock = Start();

        using var client = Client(mock);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await client.SendAsync(request, Cancel);
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal(message, error.GetProperty("message").GetString());
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("GET", ChatPath, "POST")]
    [InlineData("PUT", EmbeddingsPath, "POST")]
    [InlineData("POST", ModelsPath, "GET")]
    public async Task Method_Wrong_Is405WithTheRightOne(string method, string path, string allowed)
    {
        await using var mock = Start();

        using var client = Client(mock);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await client.SendAsync(request, Cancel);
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(allowed, Assert.Single(response.Content.Headers.Allow));
        Assert.Equal($"Only {allowed} requests are accepted.", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Host_Absent_IsNoError()
    {
        await using var mock = Start();

        var answer = await RawAsync(mock, $"GET {ModelsPath} HTTP/1.0\r\nAuthorization: Bearer {Key}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Empty(Assert.Single(mock.Requests).HeaderValues("Host"));
    }

    [Fact]
    public async Task Query_AnyWord_ChangesNothing()
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, $"{ChatPath}?x=__admin", Hello);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Single(mock.Requests);
    }

    [Fact]
    public async Task Body_TooLong_Is413()
    {
        await using var mock = Start();

        var answer = await RawAsync(
            mock,
            $"POST {ChatPath} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {Key}\r\nContent-Length: 99999999\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("invalid_request_error", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_InvalidUtf8_Is400()
    {
        await using var mock = Start();

        var answer = await RawAsync(
            mock,
            $"POST {ChatPath} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {Key}\r\nContent-Length: 9\r\n\r\n{{\"a\":\"\xff\"}}");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("invalid_request_error", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_CompressedOrMultipart_IsJustABody()
    {
        await using var mock = Start();

        foreach (var header in new[] { "Content-Encoding: gzip", "Content-Type: multipart/form-data" })
        {
            var answer = await RawAsync(
                mock,
                $"POST {ChatPath} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {Key}\r\n{header}\r\nContent-Length: 3\r\n\r\nabc");

            Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        }
    }

    private static async Task AssertErrorAsync(string path, string body, string? param, string? code)
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, path, body);
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(["message", "type", "param", "code"], Keys(error));
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(param, error.GetProperty("param").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.True(response.Headers.Contains("x-ratelimit-remaining-requests"));
    }
}
