using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Checks;

/// <summary>Row 4: a WebSocket upgrade counts as POST, and is told to come back over plain HTTP where that would be allowed.</summary>
public class WebSocketTests(SharedStrictProxy shared) : IClassFixture<SharedStrictProxy>
{
    private const string Upgrade = "Upgrade: websocket";
    private const string Token = $"X-Broker-Token: {Canaries.WrittenToken}";
    private readonly (RunningBroker Broker, RecordingUpstream Upstream) _shared = shared.Begin();

    [Theory]
    [InlineData("client_token_required", "GET /v1/responses", Upgrade)]
    [InlineData("client_token_required", "GET /v1/unknown", Upgrade)]
    [InlineData("path_not_allowed", "GET /v1/unknown", Upgrade, Token)]
    [InlineData("path_not_allowed", "GET /v1/models", Upgrade, Token)]
    [InlineData("path_not_allowed", "GET /v1/responses?model=x", Upgrade, Token)]
    [InlineData("upgrade_not_supported", "GET /v1/responses", Upgrade, Token, "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("upgrade_not_supported", "GET /v1/responses", "Upgrade: WebSocket", Token)]
    [InlineData("upgrade_not_supported", "GET /v1/responses", "Upgrade: h2c, websocket", Token)]
    [InlineData("not_found", "GET /v1/responses", "Upgrade: h2c", Token)]
    [InlineData("method_not_allowed", "PUT /v1/responses", Upgrade, Token)]
    [InlineData(null, "POST /v1/responses", Upgrade, Token)]
    public async Task Upgrade_OfAPath_IsAnsweredAsItsPostWouldBe(string? error, string start, params string[] headers)
    {
        Assert.Equal(error, (await WrittenRequest.SendAsync(_shared.Broker, start, "", headers)).Error);
        Assert.Equal(error is null ? 1 : 0, _shared.Upstream.Requests.Count);
    }

    [Fact]
    public async Task Upgrade_WithoutAConnectionHeaderThatSaysSo_IsAnOrdinaryGet() => Assert.Equal("not_found", RawAnswer.Parse(await _shared.Broker.SendRawAsync(
        $"GET /v1/responses HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{Upgrade}\r\n\r\n", TestContext.Current.CancellationToken)).Header("X-Broker-Error"));
}
