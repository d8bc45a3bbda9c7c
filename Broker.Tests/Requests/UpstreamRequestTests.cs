using System.Text;
using Broker.Service.Forwarding;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Requests;

/// <summary>Section 6: where requests go, by which method, and with which body.</summary>
public class UpstreamRequestTests
{
    private static readonly string Token = $"api-key: {RunningBroker.Token}";

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData(" \n{ \"a\" : 1.0, \"a\":\"\\ud800 \u00c3\u00a9\" }\r\n")]
    public async Task Request_Body_IsSentOnByteForByte(string body)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        await WrittenRequest.SendAsync(broker, "POST /v1/responses", body, Token);

        var sent = Assert.Single(upstream.Requests);
        Assert.Equal(Encoding.Latin1.GetBytes(body), sent.Body);
        Assert.Equal([$"{body.Length}"], sent.Headers["Content-Length"]);
    }

    [Fact]
    public async Task Request_LargeBody_IsSentOnByteForByte()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        var body = $"[{string.Join(',', Enumerable.Range(0, 40_000))}]";

        await WrittenRequest.SendAsync(broker, "POST /v1/responses", body, Token);

        Assert.Equal(Encoding.Latin1.GetBytes(body), Assert.Single(upstream.Requests).Body);
    }

    [Theory]
    [InlineData("", "/v1/responses")]
    [InlineData("/", "/v1/responses")]
    [InlineData("/openai", "/openai/v1/responses")]
    [InlineData("/openai/deployments/x%20y/", "/openai/deployments/x%20y/v1/responses")]
    public async Task Request_Path_IsJoinedToTheBaseUrl(string prefix, string target)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url + prefix);

        await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal(target, Assert.Single(upstream.Requests).Target);
    }

    [Theory]
    [InlineData("/v1/a%2fb/../c")]
    [InlineData("/v1/%41")]
    [InlineData("/v1//x")]
    public async Task Request_PathAsConfigured_IsForwardedAsItIsWritten(string path)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, options => options with { AllowedPaths = [RunningBroker.Post(path)] });

        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, $"POST {path}", "{}", Token)).Status);
        Assert.Equal(path, Assert.Single(upstream.Requests).Target);
    }

    [Fact]
    public async Task Request_OfAGetEntry_GoesUpstreamWithoutABody()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, options => options with { AllowedPaths = [RunningBroker.Entry("GET", "/v1/models")] });

        var answer = await WrittenRequest.SendAsync(broker, "GET /v1/models", "", Token, "Content-Type: application/json", "Accept: application/json");

        Assert.Equal(200, answer.Status);
        var sent = Assert.Single(upstream.Requests);
        Assert.Equal("GET", sent.Method);
        Assert.Empty(sent.Body);
        Assert.Equal(["Accept", "Authorization", "Content-Length", "Content-Type", "Host", "Via"], sent.NamesBesideTrace().Order(StringComparer.OrdinalIgnoreCase));
        var line = EventAssert.Single(broker, "/v1/models", ok: true, 200, mode: "proxy");
        Assert.Equal("request", line.GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("DELETE", "")]
    [InlineData("PUT", "{}")]
    [InlineData("PATCH", "")]
    [InlineData("QUERY", "{\"a\":1}")]
    public async Task Request_OfAnotherMethodsEntry_GoesUpstreamByThatMethod(string method, string body)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, options => options with { AllowedPaths = [RunningBroker.Entry(method, "/v1/files")] });

        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, $"{method} /v1/files", body, Token)).Status);
        var sent = Assert.Single(upstream.Requests);
        Assert.Equal((method, body), (sent.Method, Encoding.Latin1.GetString(sent.Body)));
    }

    [Fact]
    public void Client_AsItIsSetUp_FollowsKeepsUnpacksAndRoutesNothingByItself()
    {
        using var handler = UpstreamClient.CreateHandler(TimeSpan.FromSeconds(2));

        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
        Assert.False(handler.UseProxy);
        Assert.Equal(System.Net.DecompressionMethods.None, handler.AutomaticDecompression);
        Assert.Null(handler.ActivityHeadersPropagator);
    }
}
