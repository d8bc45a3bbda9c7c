using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Requests;

/// <summary>A WebSocket upgrade counts as POST, and is told to come back over plain HTTP where that would be allowed.</summary>
public class WebSocketTests
{
    private const string Upgrade = "Upgrade: websocket";
    private const string Token = $"X-Broker-Token: {Canaries.WrittenToken}";

    [Theory]
    [InlineData("/v1/responses", "X-Nothing: 1", 401, "client_token_required")]
    [InlineData("/v1/files", "X-Nothing: 1", 401, "client_token_required")]
    [InlineData("/v1/files", Token, 403, "path_not_allowed")]
    [InlineData("/v1/models", Token, 403, "path_not_allowed")]
    [InlineData("/v1/responses?model=x", Token, 403, "path_not_allowed")]
    [InlineData("/v1/responses", Token, 426, "upgrade_not_supported")]
    public async Task Upgrade_OfAPath_IsAnsweredAsItsPostWouldBe(string path, string header, int status, string error)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await StartAsync(upstream);

        var answer = await WrittenRequest.SendAsync(broker, $"GET {path}", "", Upgrade, "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", header);

        Assert.Equal(status, answer.Status);
        Assert.StartsWith($"{{\n  \"ok\": false,\n  \"error\": \"{error}\",\n", answer.Body, StringComparison.Ordinal);
        EventAssert.SingleRefusal(broker, path.Split('?')[0], status, error);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("Upgrade: WebSocket")]
    [InlineData("Upgrade: h2c, websocket")]
    public async Task Upgrade_HoweverItIsWritten_Gets426(string upgrade)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await StartAsync(upstream);

        Assert.Equal(426, (await WrittenRequest.SendAsync(broker, "GET /v1/responses", "", upgrade, Token)).Status);
    }

    [Theory]
    [InlineData("GET", "Upgrade: h2c", 404)]
    [InlineData("PUT", Upgrade, 405)]
    [InlineData("POST", Upgrade, 200)]
    public async Task Upgrade_ToAnythingElseOrByAnotherMethod_IsNoUpgrade(string method, string upgrade, int status)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await StartAsync(upstream);

        Assert.Equal(status, (await WrittenRequest.SendAsync(broker, $"{method} /v1/responses", "", upgrade, Token)).Status);
    }

    [Fact]
    public async Task Upgrade_WithoutAConnectionHeaderThatSaysSo_IsAnOrdinaryGet()
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await broker.SendRawAsync($"GET /v1/responses HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{Upgrade}\r\n\r\n", TestContext.Current.CancellationToken);

        Assert.Equal(404, RawAnswer.Parse(answer).Status);
    }

    private static Task<RunningBroker> StartAsync(RecordingUpstream upstream) => RunningBroker.StartProxyAsync(upstream.Url, options => options with
    {
        AllowedPaths = [RunningBroker.Post("/v1/responses"), RunningBroker.Entry("GET", "/v1/models")],
    });
}
