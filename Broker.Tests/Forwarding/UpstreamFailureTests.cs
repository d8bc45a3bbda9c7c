using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Forwarding;

/// <summary>The rows below 11: upstreams that redirect, cannot be reached, or answer with what is none; and a key that cannot be had.</summary>
public class UpstreamFailureTests(SharedProxy shared) : IClassFixture<SharedProxy>
{
    private static readonly string Token = $"X-Broker-Token: {RunningBroker.Token}";

    /// <summary>Answers that are none; the first is a connection that is closed without a word.</summary>
    public static TheoryData<string> NoAnswers =>
    [
        "", "SSH-2.0-OpenSSH_9\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx", "HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n\r\nx",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nx",
        $"HTTP/1.1 200 OK\r\nX-Long: {new string('x', 70_000)}\r\nContent-Length: 0\r\n\r\n",
    ];

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Answer_ThatRedirects_Gets502AndIsNotFollowed(int status)
    {
        var (broker, upstream) = shared.Begin();
        await using var elsewhere = await RecordingUpstream.StartAsync();
        shared.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"{elsewhere.Url}/v1/responses";
            return Task.CompletedTask;
        };

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.StartsWith("{\n  \"ok\": false,\n  \"error\": \"upstream_redirect_refused\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal((502, null), (answer.Status, answer.Header("Location")));
        Assert.Single(upstream.Requests);
        Assert.Empty(elsewhere.Requests);
        EventAssert.Single(broker, "/v1/responses", ok: false, 502, mode: "proxy", "upstream_redirect_refused");
    }

    [Theory]
    [MemberData(nameof(NoAnswers), DisableDiscoveryEnumeration = true)]
    public async Task Answer_ThatIsNone_Gets502AndIsNotAskedForAgain(string text)
    {
        await using var upstream = RawUpstream.Answering(text);
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        await AssertUnreachableAsync(broker);
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task Upstream_ThatTakesNoConnections_Gets502()
    {
        await using var broker = await RunningBroker.StartProxyAsync("http://127.0.0.1:1");
        await AssertUnreachableAsync(broker);
    }

    [Fact]
    public async Task Connection_ClosedWhenAPostCameOnIt_IsNoReasonToSendThePostAgain()
    {
        var second = new TaskCompletionSource();
        await using var upstream = RawUpstream.Answering(async stream =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));

            // The next request on this connection is read in part and never answered.
            await stream.ReadExactlyAsync(new byte[1]);
            second.SetResult();
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "", Token);

        await second.Task;
        Assert.Equal((502, "upstream_unreachable"), (answer.Status, answer.Error));
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task Secret_ThatCannotBeHad_IsToldByItsSourceBeforeTheUpstreamIsAsked()
    {
        await using var broker = await RunningBroker.StartProxyAsync(
            shared.Begin().Upstream.Url, environment: new Dictionary<string, string> { ["PROVIDER_API_KEY"] = "" });

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.StartsWith(
            "{\n  \"ok\": false,\n  \"error\": \"secret_unavailable\",\n  \"detail\": \"", answer.Body, StringComparison.Ordinal);
        Assert.Contains("PROVIDER_API_KEY", answer.Body, StringComparison.Ordinal);
        EventAssert.SingleRefusal(broker, "/v1/responses", 500, "secret_unavailable");
        Assert.Empty(shared.Upstream.Requests);
    }

    private static async Task AssertUnreachableAsync(RunningBroker broker)
    {
        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);
        Assert.Equal(502, answer.Status);
        Assert.StartsWith(
            "{\n  \"ok\": false,\n  \"error\": \"upstream_unreachable\",\n  \"detail\": \"", answer.Body, StringComparison.Ordinal);
        EventAssert.Single(broker, "/v1/responses", ok: false, 502, mode: "proxy", "upstream_unreachable");
    }
}
