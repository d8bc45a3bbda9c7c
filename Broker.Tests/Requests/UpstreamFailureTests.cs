using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Requests;

/// <summary>The rows below 11: upstreams that redirect, cannot be reached, or answer with what is none.</summary>
public class UpstreamFailureTests
{
    private static readonly string Token = $"X-Broker-Token: {RunningBroker.Token}";

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Answer_ThatRedirects_Gets502AndIsNotFollowed(int status)
    {
        await using var elsewhere = await RecordingUpstream.StartAsync();
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"{elsewhere.Url}/v1/responses";
            context.Response.Headers["x-request-id"] = "r";
            return Task.CompletedTask;
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal(502, answer.Status);
        Assert.StartsWith("{\n  \"ok\": false,\n  \"error\": \"upstream_redirect_refused\"", answer.Body, StringComparison.Ordinal);
        Assert.Null(answer.Header("Location"));
        Assert.Single(upstream.Requests);
        Assert.Empty(elsewhere.Requests);
        EventAssert.Single(broker, "/v1/responses", ok: false, 502, mode: "proxy", "upstream_redirect_refused");
    }

    [Theory]
    [InlineData(300)]
    [InlineData(305)]
    [InlineData(306)]
    public async Task Answer_OfTheOther3xxThatNamesNoPlace_IsNoRedirect(int status)
    {
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        Assert.Equal(status, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
    }

    [Fact]
    public async Task Answer_OfAnUnreachableUpstream_SaysWhichKindOfFailureItWas()
    {
        await using var closes = RawUpstream.Answering("");
        await using var broker = await RunningBroker.StartProxyAsync(closes.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal(502, answer.Status);
        Assert.StartsWith("{\n  \"ok\": false,\n  \"error\": \"upstream_unreachable\",\n  \"detail\": \"", answer.Body, StringComparison.Ordinal);
        EventAssert.Single(broker, "/v1/responses", ok: false, 502, mode: "proxy", "upstream_unreachable");
        Assert.Single(closes.Requests);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9\r\n")]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n\r\nx")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nx")]
    public async Task Answer_ThatIsNotHttp_Gets502(string text)
    {
        await using var upstream = RawUpstream.Answering(text);
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal((502, "upstream_unreachable"), (answer.Status, answer.Json().GetProperty("error").GetString()));
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task Answer_WithAHeadTooLarge_Gets502()
    {
        await using var upstream = RawUpstream.Answering($"HTTP/1.1 200 OK\r\nX-Long: {new string('x', 70_000)}\r\nContent-Length: 0\r\n\r\n");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        Assert.Equal(502, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
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
        Assert.Equal((502, "upstream_unreachable"), (answer.Status, answer.Json().GetProperty("error").GetString()));
        Assert.Single(upstream.Requests);
    }
}
