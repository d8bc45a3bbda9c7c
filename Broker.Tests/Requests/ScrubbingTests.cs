using System.Text;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Requests;

/// <summary>Section 6: the key never reaches a host, wherever the upstream repeats it.</summary>
public class ScrubbingTests
{
    private static readonly string Key = RunningBroker.ProviderKey;
    private static readonly string Stars = new('*', Key.Length);

    public static TheoryData<string> Bodies => [Key, $"Incorrect API key provided: {Key}.", $"{Key}{Key} {Key}", Key[..^1], "x sk-provider"];

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task Body_OfAKnownLength_IsScrubbedAndKeepsItsLength(string body)
    {
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            context.Response.StatusCode = 401;
            context.Response.ContentLength = body.Length;
            await context.Response.WriteAsync(body);
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await SendAsync(broker);

        Assert.Equal(body.Replace(Key, Stars, StringComparison.Ordinal), answer.Body);
        Assert.Equal($"{body.Length}", answer.Header("Content-Length"));
        Assert.Equal(body.Length, broker.Events()[0].GetProperty("bytes_out").GetInt64());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(25)]
    public async Task Body_InChunksOfAnySize_IsScrubbedAcrossTheirBorders(int size)
    {
        var text = $"data: {Key}\n\ndata: sk-prov{Key}{Key[..^1]}\n\n";
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            foreach (var chunk in Encoding.ASCII.GetBytes(text).Chunk(size))
            {
                await context.Response.Body.WriteAsync(chunk);
                await context.Response.Body.FlushAsync();
            }
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        using var answer = await broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), TestContext.Current.CancellationToken);

        Assert.Equal(text.Replace(Key, Stars, StringComparison.Ordinal), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Body_LongerThanABuffer_IsScrubbedAtEveryPlace()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{new string('s', i % 97)}{Key}"));
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            context.Response.ContentLength = text.Length;
            await context.Response.WriteAsync(text);
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        Assert.Equal(text.Replace(Key, Stars, StringComparison.Ordinal), (await SendAsync(broker)).Body);
    }

    [Fact]
    public async Task Headers_WithTheKey_AreScrubbedInValuesAndDroppedByName()
    {
        await using var upstream = RawUpstream.Answering(
            $"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Echo: Bearer {Key}, {Key}\r\nX-Echo: a{Key}b\r\nContent-Language: {Key}\r\n{Key}: x\r\nConnection: close\r\n\r\n");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await SendAsync(broker);

        Assert.Equal([$"Bearer {Stars}, {Stars}", $"a{Stars}b"], answer.Headers.Where(header => header.Key == "X-Echo").Select(header => header.Value));
        Assert.Equal(Stars, answer.Header("Content-Language"));
        Assert.DoesNotContain(answer.Headers, header => header.Key.Contains("provider", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Body_WithAKeyShorterThan8_PassesAsItIs()
    {
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.Headers["X-Echo"] = "short77";
            return context.Response.WriteAsync("short77 short77");
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, environment: new Dictionary<string, string> { ["PROVIDER_API_KEY"] = "short77" });

        var answer = await SendAsync(broker);

        Assert.Contains("short77 short77", answer.Body, StringComparison.Ordinal);
        Assert.Equal("short77", answer.Header("X-Echo"));
        Assert.Equal(["Bearer short77"], Assert.Single(upstream.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task Body_WithAKeyOf8Characters_IsScrubbed()
    {
        await using var upstream = await RecordingUpstream.StartAsync(context => context.Response.WriteAsync("short-88"));
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, environment: new Dictionary<string, string> { ["PROVIDER_API_KEY"] = "short-88" });

        Assert.Contains("********", (await SendAsync(broker)).Body, StringComparison.Ordinal);
    }

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
    public async Task Answer_WithTheKey_IsToldByEventSpanAndMetric()
    {
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.Headers["X-Echo"] = Key;
            return context.Response.WriteAsync($"{Key} {Key}");
        });
        using var spans = new CollectedSpans();
        using var metrics = new CollectedMetrics();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: spans.AddTo);
        metrics.ListenTo(broker.Services);
        var request = RunningBroker.Request("/v1/responses", "{}");
        request.Headers.Add("traceparent", spans.TraceParent);

        using var answer = await broker.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var line = EventAssert.Single(broker, "/v1/responses", ok: true, 200, mode: "proxy");
        Assert.Equal(3, line.GetProperty("masked").GetInt64());
        var forwarded = (await spans.WaitAsync(4, TestContext.Current.CancellationToken)).Single(span => span.GetTagItem("broker.answer.masked") is not null);
        Assert.Equal(3L, forwarded.GetTagItem("broker.answer.masked"));
        var counted = Assert.Single(metrics.Of("broker.answers.masked"));
        Assert.Equal(1, counted.Value);
        Assert.Empty(counted.Tags);
    }

    [Fact]
    public async Task Answer_WithoutTheKey_SaysNothingOfMasking()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        using var metrics = new CollectedMetrics();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        metrics.ListenTo(broker.Services);

        await SendAsync(broker);

        Assert.DoesNotContain("masked", EventAssert.Keys(Assert.Single(broker.Events())));
        Assert.NotEmpty(metrics.Of("broker.requests"));
        Assert.Empty(metrics.Of("broker.answers.masked"));
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

    private static Task<RawAnswer> SendAsync(RunningBroker broker) =>
        WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", $"api-key: {RunningBroker.Token}");
}
