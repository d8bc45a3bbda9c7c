using Broker.Tests.Infrastructure;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

/// <summary>Refusals of the upstream pass, with all that a client needs to know about trying again.</summary>
public class RefusalFaultTests
{
    [Theory]
    [InlineData("mock-400", 400, "invalid_request_error", null)]
    [InlineData("mock-401", 401, "invalid_request_error", "invalid_api_key")]
    [InlineData("mock-403", 403, "invalid_request_error", "model_not_allowed")]
    [InlineData("mock-404", 404, "invalid_request_error", "model_not_found")]
    [InlineData("mock-409", 409, "conflict_error", null)]
    [InlineData("mock-429", 429, "requests", "rate_limit_exceeded")]
    [InlineData("mock-429-tokens", 429, "tokens", "rate_limit_exceeded")]
    [InlineData("mock-quota", 429, "insufficient_quota", "insufficient_quota")]
    [InlineData("mock-500", 500, "server_error", null)]
    [InlineData("mock-503", 503, "server_error", null)]
    public async Task Refusal_OfTheUpstream_PassesWithItsBody(string model, int status, string type, string? code)
    {
        await using var both = await BrokerBeforeMock.StartAsync();

        var answer = await both.AskAsync(model);
        var error = answer.Json().GetProperty("error");

        Assert.Equal(status, answer.Status);
        Assert.Equal(type, error.GetProperty("type").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
        EventAssert.Single(both.Broker, BrokerBeforeMock.Path, ok: false, status, mode: "proxy");
    }

    [Theory]
    [InlineData("mock-429", "1", "120", "0", "200000")]
    [InlineData("mock-429-tokens", "1", "150", "499", "500")]
    public async Task RateLimit_OfTheUpstream_PassesWithTheTimeToWait(string model, string seconds, string milliseconds, string requests, string tokens)
    {
        await using var both = await BrokerBeforeMock.StartAsync();

        var answer = await both.AskAsync(model);

        Assert.Equal(seconds, answer.Header("retry-after"));
        Assert.Equal(milliseconds, answer.Header("retry-after-ms"));
        Assert.Equal(requests, answer.Header("x-ratelimit-remaining-requests"));
        Assert.Equal(tokens, answer.Header("x-ratelimit-remaining-tokens"));
    }

    [Fact]
    public async Task Quota_OfTheUpstream_SaysNothingOfTryingAgain()
    {
        await using var both = await BrokerBeforeMock.StartAsync();

        var answer = await both.AskAsync("mock-quota");

        Assert.Null(answer.Header("retry-after"));
        Assert.Null(answer.Header("retry-after-ms"));
    }

    [Fact]
    public async Task Gateway_AnsweringInHtml_PassesAsItIs()
    {
        await using var both = await BrokerBeforeMock.StartAsync();

        var answer = await both.AskAsync("mock-502");

        Assert.Equal(502, answer.Status);
        Assert.Equal("text/html", answer.Header("Content-Type"));
        Assert.StartsWith("<html>", answer.Body, StringComparison.Ordinal);
        EventAssert.Single(both.Broker, BrokerBeforeMock.Path, ok: false, 502, mode: "proxy");
    }

    [Theory]
    [InlineData(ChatPath, """{"model":"mock-503"}""")]
    [InlineData(ResponsesPath, """{"stream":true,"input":"hello","model":"mock-503"}""")]
    [InlineData(EmbeddingsPath, """{"input":["a",{"model":"no"}],"model":"mock-503"}""")]
    public async Task Model_OfAnyEndpoint_ChoosesTheFaultWhateverElseIsWrong(string path, string body)
    {
        await using var both = await BrokerBeforeMock.StartAsync();

        Assert.Equal(503, (await both.SendAsync(path, body)).Status);
    }
}
