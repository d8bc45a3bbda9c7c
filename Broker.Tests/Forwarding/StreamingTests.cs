using System.Text;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Forwarding;

/// <summary>Section 6: answers stream; what breaks off never looks complete; who hangs up ends the upstream call.</summary>
public class StreamingTests(SharedProxy shared) : IClassFixture<SharedProxy>
{
    private static readonly string Token = $"api-key: {RunningBroker.Token}";
    private readonly RunningBroker _broker = shared.Begin().Broker;

    public static TheoryData<string> Halves =>
    [
        "Content-Length: 100\r\n\r\nhalf of it", "Content-Length: 11\r\n\r\nhalf of it",
        "Transfer-Encoding: chunked\r\n\r\na\r\nhalf of it\r\n",
        "Transfer-Encoding: chunked\r\n\r\na\r\nhalf of", "Transfer-Encoding: chunked\r\n\r\na\r\nhalf of it\r\n0\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\nhalf of it",
        "Transfer-Encoding: chunked\r\nContent-Length: 10\r\n\r\na\r\nhalf of it\r\n",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_OfEvents_ReachesTheHostOneByOne()
    {
        var hostHasRead = new SemaphoreSlim(0);
        shared.Answer = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.FlushAsync();
            for (var i = 0; i < 5; i++)
            {
                await hostHasRead.WaitAsync(context.RequestAborted);
                await context.Response.WriteAsync($"data: {i}\n\n");
                await context.Response.Body.FlushAsync();
            }
        };

        using var answer = await _broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.ToString());
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        for (var i = 0; i < 5; i++)
        {
            // The upstream sends nothing before this, so what is read now was not waiting for anything later.
            hostHasRead.Release();
            var read = new byte["data: 0\n\n".Length];
            await body.ReadExactlyAsync(read, Cancel);
            Assert.Equal($"data: {i}\n\n", Encoding.ASCII.GetString(read));
        }

        Assert.Equal(0, await body.ReadAsync(new byte[1], Cancel));
        var line = EventAssert.Single(_broker, "/v1/responses", ok: true, 200, mode: "proxy");
        Assert.Equal(45, line.GetProperty("bytes_out").GetInt64());
        Assert.True(line.GetProperty("time_to_first_byte_ms").GetDouble() > 0);
    }

    [Theory]
    [MemberData(nameof(Halves))]
    public async Task Answer_CutOffByTheUpstream_NeverLooksComplete(string rest)
    {
        await using var upstream = RawUpstream.Answering($"HTTP/1.1 200 OK\r\nConnection: close\r\n{rest}");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        using var answer = await broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), HttpCompletionOption.ResponseHeadersRead, Cancel).NullIfBroken();

        Assert.False(answer is { StatusCode: System.Net.HttpStatusCode.OK } && await answer.Content.ReadAsStringAsync(Cancel).NullIfBroken() is not null);
        var line = Assert.Single(broker.Events());
        Assert.False(line.GetProperty("ok").GetBoolean());
        Assert.Contains($"{line.GetProperty("error")} {line.GetProperty("status")}", (string[])["upstream_interrupted 200", "upstream_unreachable 502"]);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.1")]
    public async Task Answer_CutOffAfterItBegan_EndsInAReset(string version)
    {
        var hostHasRead = new SemaphoreSlim(0);
        shared.Answer = async context =>
        {
            await context.Response.WriteAsync("first");
            await context.Response.Body.FlushAsync();
            await hostHasRead.WaitAsync();
            context.Abort();
        };
        using var host = await HostConnection.OpenAsync(
            _broker, $"POST /v1/responses HTTP/{version}\r\nHost: localhost\r\n{Token}\r\nContent-Length: 2\r\n\r\n{{}}");
        await host.ReadUntilAsync("first");
        hostHasRead.Release();

        // An HTTP/1.0 answer ends with its connection: only a reset tells that it was not all.
        await Assert.ThrowsAnyAsync<IOException>(host.ReadToEndAsync);
        EventAssert.Single(_broker, "/v1/responses", ok: false, 200, mode: "proxy", "upstream_interrupted");
    }

    [Theory]
    [InlineData("")]
    [InlineData("data: 1\n\n")]
    public async Task Host_HangingUp_EndsTheUpstreamCallAtOnce(string sentBefore)
    {
        var reached = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        shared.Answer = async context =>
        {
            if (sentBefore.Length > 0)
            {
                await context.Response.WriteAsync(sentBefore);
                await context.Response.Body.FlushAsync();
            }

            context.RequestAborted.Register(ended.SetResult);
            reached.SetResult();
            await ended.Task;
        };
        using (var host = await HostConnection.OpenAsync(_broker, WrittenRequest.Text(_broker, "POST /v1/responses", "{}", Token)))
        {
            await reached.Task.WaitAsync(Patience.Token);
            await host.ReadUntilAsync(sentBefore);
        }

        await ended.Task.WaitAsync(Patience.Token);
        await _broker.EventsAsync(1);
        EventAssert.Single(_broker, "/v1/responses", ok: false, sentBefore.Length > 0 ? 200 : 499, mode: "proxy", "client_disconnected");
    }
}
