using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class CredentialTests
{
    private const string Missing = "You didn't provide an API key.";

    [Fact]
    public async Task Key_Missing_IsOpenAis401()
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, ChatPath, Hello, key: null);
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal(["message", "type", "param", "code"], Keys(error));
        Assert.StartsWith(Missing, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Null(error.GetProperty("code").GetString());
        Assert.StartsWith("req_", Assert.Single(response.Headers.GetValues("x-request-id")), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("openai-version"));
    }

    [Theory]
    [InlineData("not-a-recognized", "not-a-re****ized")]
    [InlineData("sk-proj-0123456789abcdef", "sk-proj-************cdef")]
    [InlineData("fake_key", "fake_key")]
    [InlineData("sk-mock-provider-keY", "sk-mock-********-keY")]
    public async Task Key_Wrong_IsRepeatedMasked(string key, string shown)
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, ChatPath, Hello, key);
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            $"Incorrect API key provided: {shown}. You can find your API key at https://platform.openai.com/account/api-keys.",
            error.GetProperty("message").GetString());
        Assert.Equal("invalid_api_key", error.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("Authorization: Bearer sk-mock-provider-key\r\nAuthorization: Bearer sk-mock-provider-key\r\n", 401)]
    [InlineData("Authorization: Bearer sk-mock-provider-key\r\nAuthorization: Bearer sk-caller\r\n", 401)]
    [InlineData("Authorization: Basic c2stbW9jaw==\r\n", 401)]
    [InlineData("Authorization: sk-mock-provider-key\r\n", 401)]
    [InlineData("Authorization: Bearer \r\n", 401)]
    [InlineData("api-key: sk-mock-provider-key\r\n", 401)]
    [InlineData("authorization: bearer sk-mock-provider-key\r\n", 200)]
    public async Task Key_Headers_OnlyOneBearerWithTheKeyWillDo(string headers, int status)
    {
        await using var mock = Start();

        var answer = await RawAsync(mock, $"GET {ModelsPath} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_FromOptions_IsTheOneAccepted()
    {
        await using var mock = global::MockProvider.MockProviderServer.Start(new() { ApiKey = "sk-of-this-test" });

        using var mine = await PostAsync(mock, ChatPath, Hello, "sk-of-this-test");
        using var usual = await PostAsync(mock, ChatPath, Hello);

        Assert.Equal(200, (int)mine.StatusCode);
        Assert.Equal(401, (int)usual.StatusCode);
    }
}
