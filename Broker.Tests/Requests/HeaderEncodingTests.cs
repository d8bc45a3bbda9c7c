using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Requests;

/// <summary>A header whose value is not ASCII makes no request malformed: it is dropped, unless it decides something.</summary>
public class HeaderEncodingTests
{
    private const string Token = $"X-Broker-Token: {Canaries.WrittenToken}";

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
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(
            broker, "POST /v1/responses", "{}", Token, $"{name}: {value}", "OpenAI-Beta: kept", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        Assert.Equal(200, answer.Status);
        var sent = Assert.Single(upstream.Requests).Headers;
        Assert.Equal(["kept"], sent["OpenAI-Beta"]);
        Assert.Equal(name == "Content-Type" ? ["application/json"] : [], sent.TryGetValue(name, out var values) ? values : []);
    }

    [Theory]
    [InlineData("X-Broker-Token")]
    [InlineData("api-key")]
    [InlineData("x-api-key")]
    [InlineData("x-goog-api-key")]
    [InlineData("Authorization")]
    public async Task C12_Carrier_ThatIsNotAscii_Gets401(string carrier)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        foreach (var value in (string[])["t\u00f6k", "t\u00c3\u00b6k", Canaries.WrittenToken + "\u00a0"])
        {
            var header = $"{carrier}: {(carrier == "Authorization" ? "Bearer " : "")}{value}";

            Assert.Equal(401, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", header)).Status);
            Assert.Equal(401, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", carrier == "X-Broker-Token" ? $"api-key: {Canaries.WrittenToken}" : Token, header)).Status);
        }

        Assert.Equal(6, broker.Events().Count(line => line.GetProperty("error").GetString() == "client_token_required"));
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData(400, "bad_request", "Host: 127.0.0.1\u00e9")]
    [InlineData(400, "bad_request", "Content-Length: 2\u00b2")]
    [InlineData(400, "bad_request", "Content-Length: \u00a02")]
    [InlineData(400, "bad_request", "Transfer-Encoding: chunked\u00a0")]
    [InlineData(403, "origin_not_allowed", "Origin: http://\u00e9vil.example")]
    [InlineData(403, "origin_not_allowed", "Sec-Fetch-Site: none\u00a0")]
    public async Task Header_ThatDecidesSomething_StaysStrict(int status, string error, string header)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        Assert.Equal(status, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token, header)).Status);

        Assert.Equal(error, Assert.Single(broker.Events()).GetProperty("error").GetString());
        Assert.Empty(upstream.Requests);
    }
}
