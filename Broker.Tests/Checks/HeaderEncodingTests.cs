using Broker.Tests.Infrastructure;

namespace Broker.Tests.Checks;

/// <summary>A header whose value is not ASCII makes no request malformed: it is dropped, unless it decides something.</summary>
public class HeaderEncodingTests(SharedProxy shared) : IClassFixture<SharedProxy>
{
    private static readonly string Token = $"X-Broker-Token: {RunningBroker.Token}";
    private readonly (RunningBroker Broker, RecordingUpstream Upstream) _shared = shared.Begin();

    [Theory]
    [InlineData("User-Agent", "caf\u00e9")]
    [InlineData("User-Agent", "caf\u00c3\u00a9")]
    [InlineData("X-Title", "\u00ff\u00fe")]
    [InlineData("X-Client-Request-Id", "\u0080")]
    [InlineData("x-stainless-os", "\u00dcbuntu")]
    [InlineData("Accept", "\u00e9")]
    [InlineData("Content-Type", "application/json; name=\u00e9")]
    [InlineData("tracestate", "a=\u00e9")]
    public async Task Header_ThatIsNotAscii_IsDroppedAndTheRestIsServed(string name, string value)
    {
        var answer = await WrittenRequest.SendAsync(
            _shared.Broker, "POST /v1/responses", "{}", Token, $"{name}: {value}", "OpenAI-Beta: kept", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        Assert.Equal(200, answer.Status);
        var sent = Assert.Single(_shared.Upstream.Requests).Headers;
        Assert.Equal(["kept"], sent["OpenAI-Beta"]);
        Assert.Equal(name == "Content-Type" ? ["application/json"] : [], sent.TryGetValue(name, out var values) ? values : []);
    }

    [Theory]
    [InlineData("Host: 127.0.0.1\u00e9")]
    [InlineData("Content-Length: 2\u00b2")]
    [InlineData("Content-Length: \u00a02")]
    [InlineData("Transfer-Encoding: chunked\u00a0")]
    public async Task Header_ThatFramesTheRequest_StaysStrict(string header)
    {
        Assert.Equal(400, (await WrittenRequest.SendAsync(_shared.Broker, "POST /v1/responses", "{}", Token, header)).Status);
        Assert.Equal("bad_request", Assert.Single(_shared.Broker.Events()).GetProperty("error").GetString());
        Assert.Empty(_shared.Upstream.Requests);
    }
}
