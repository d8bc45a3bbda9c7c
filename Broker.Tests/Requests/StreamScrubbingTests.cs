using System.Text;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using static Broker.Tests.Requests.EchoedKey;

namespace Broker.Tests.Requests;

/// <summary>Section 6: in a stream the key is found over the borders of its pieces, and nothing is held back for longer than that takes.</summary>
public class StreamScrubbingTests
{
    [Fact]
    public async Task Stream_CutAtEveryPlace_IsScrubbedAndTheEventSaysHowOften()
    {
        // Two keys that touch, one alone, and one that is not whole.
        var text = $"data: {Key}{Key}\n\ndata: {Key}\n\ndata: {Key[..^1]}\n\n";
        var cut = 0;
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(text[..cut]);
            await context.Response.Body.FlushAsync();
            await context.Response.WriteAsync(text[cut..]);
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        for (cut = 0; cut <= text.Length; cut++)
        {
            using var answer = await broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), TestContext.Current.CancellationToken);
            Assert.Equal(text.Replace(Key, Stars, StringComparison.Ordinal), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        var events = broker.Events();
        Assert.Equal(text.Length + 1, events.Count);
        Assert.All(events, line => Assert.Equal(3, line.GetProperty("masked").GetInt64()));
    }

    [Fact]
    public async Task Stream_WithTheKeyInPieces_IsNeverHeldBackByMoreThanTheKeyIsLong()
    {
        var sent = new SemaphoreSlim(0);
        var hostHasRead = new SemaphoreSlim(0);
        string[] pieces = ["data: a", Key[..^1], Key, "!", Key[..5], "\n\n"];
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            foreach (var piece in pieces)
            {
                await context.Response.WriteAsync(piece);
                await context.Response.Body.FlushAsync();
                sent.Release();
                await hostHasRead.WaitAsync(context.RequestAborted);
            }
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        using var answer = await broker.Client.SendAsync(
            RunningBroker.Request("/v1/responses", "{}"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var (upstreamSaid, read) = ("", "");
        foreach (var piece in pieces)
        {
            await sent.WaitAsync(TestContext.Current.CancellationToken);
            upstreamSaid += piece;
            // Without these bytes the upstream goes no further: a broker that held back more would hang here.
            var due = new byte[Math.Max(0, upstreamSaid.Length - (Key.Length - 1) - read.Length)];
            await body.ReadExactlyAsync(due, TestContext.Current.CancellationToken);
            read += Encoding.ASCII.GetString(due);
            hostHasRead.Release();
        }

        using var rest = new StreamReader(body);
        Assert.Equal(upstreamSaid.Replace(Key, Stars, StringComparison.Ordinal), read + await rest.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stream_WhoseKeyIsReplacedMeanwhile_IsScrubbedOfItsOwnToTheEnd()
    {
        var secrets = new CountingSecrets();
        var rotated = new SemaphoreSlim(0);
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            var key = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
            if (context.Request.Path == "/v1/embeddings")
            {
                context.Response.StatusCode = key == "sk-fetched-1" ? 401 : 200;
                return;
            }

            await context.Response.WriteAsync($"{key} ");
            await context.Response.Body.FlushAsync();
            await rotated.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync(key);
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: secrets.Use);
        using var host = await HostConnection.OpenAsync(
            broker, $"POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\napi-key: {RunningBroker.Token}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}");
        await host.ReadUntilAsync("************ ");

        Assert.Equal(401, (await WrittenRequest.SendAsync(broker, "POST /v1/embeddings", "{}", $"api-key: {RunningBroker.Token}")).Status);
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/embeddings", "{}", $"api-key: {RunningBroker.Token}")).Status);
        rotated.Release();

        Assert.DoesNotContain("fetched", await host.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(["sk-fetched-1", "sk-fetched-1", "sk-fetched-2"], upstream.Requests.Select(request => request.Headers["Authorization"][0][7..]));
    }

    [Fact]
    public async Task Stream_WithoutATraceOfTheKey_IsHeldBackNowhere()
    {
        var hostHasRead = new SemaphoreSlim(0);
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            // "s" begins the key: only that tail may wait for what comes next.
            foreach (var chunk in (string[])["data: yes\n", "data: es", "t\n"])
            {
                await context.Response.WriteAsync(chunk);
                await context.Response.Body.FlushAsync();
                await hostHasRead.WaitAsync(context.RequestAborted);
            }
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        using var answer = await broker.Client.SendAsync(
            RunningBroker.Request("/v1/responses", "{}"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        foreach (var expected in (string[])["data: yes\n", "data: e", "st\n"])
        {
            var read = new byte[expected.Length];
            await body.ReadExactlyAsync(read, TestContext.Current.CancellationToken);
            Assert.Equal(expected, Encoding.ASCII.GetString(read));
            hostHasRead.Release();
        }

        Assert.Equal(0, await body.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }
}
