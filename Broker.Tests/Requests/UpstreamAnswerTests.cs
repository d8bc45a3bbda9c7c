using System.IO.Compression;
using System.Text;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Requests;

/// <summary>Row 11: what of the upstream's answer reaches the host.</summary>
public class UpstreamAnswerTests
{
    private static readonly string Key = RunningBroker.ProviderKey;
    private static readonly string Token = $"api-key: {RunningBroker.Token}";

    [Fact]
    public async Task Answer_WithManyHeaders_PassesAllButThoseThatMustNot()
    {
        await using var upstream = RawUpstream.Answering(string.Join("\r\n", [
            "HTTP/1.1 200 Whatever",
            "Content-Type: application/json",
            "Content-Length: 2",
            "Date: Tue, 15 Nov 1994 08:12:31 GMT",
            "x-request-id: req_1",
            "openai-processing-ms: 7",
            "x-ratelimit-remaining-requests: 59",
            "retry-after: 1",
            "ETag: \"a\"",
            "Vary: Origin",
            "Vary: Accept",
            "X-Latin: caf\u00e9",
            "Connection: close, X-Private",
            "X-Private: 1",
            "Keep-Alive: timeout=5",
            "Proxy-Authenticate: Basic",
            "Proxy-Connection: close",
            "Trailer: X-T",
            "TE: trailers",
            "Upgrade: h2c",
            "Set-Cookie: __cf_bm=1",
            "Set-Cookie: b=2",
            "set-cookie2: c=3",
            "Access-Control-Allow-Origin: *",
            "access-control-expose-headers: X-Request-ID",
            "Server: cloudflare",
            "alt-svc: h3=\":443\"",
            "Strict-Transport-Security: max-age=1",
            "",
            "{}",
        ]));
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal(200, answer.Status);
        Assert.Equal("{}", answer.Body);
        Assert.Equal(
            [
                "Connection: close", "Content-Length: 2", "Content-Type: application/json", "Date: Tue, 15 Nov 1994 08:12:31 GMT", "ETag: \"a\"",
                "openai-processing-ms: 7", "retry-after: 1", "Vary: Accept", "Vary: Origin", "X-Latin: caf\u00e9", "x-ratelimit-remaining-requests: 59", "x-request-id: req_1",
            ],
            answer.Headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(201, true)]
    [InlineData(299, true)]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    [InlineData(529, false)]
    public async Task Answer_OfAnyStatus_PassesWithItsBody(int status, bool ok)
    {
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync("""{"error":{"message":"no"}}""");
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        using var answer = await broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("""{"error":{"message":"no"}}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        EventAssert.Single(broker, "/v1/responses", ok, status, mode: "proxy");
    }

    [Fact]
    public async Task Answer_AfterAnInformationalOne_IsTheOneThatCounts()
    {
        await using var upstream = RawUpstream.Answering("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal((200, "body", null), (answer.Status, answer.Body, answer.Header("Link")));
    }

    [Fact]
    public async Task Answer_WithoutABodyInItsStream_HasNoTimeToAFirstByte()
    {
        await using var upstream = await RecordingUpstream.StartAsync(context => context.Response.Body.FlushAsync());
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.DoesNotContain("time_to_first_byte_ms", EventAssert.Keys(Assert.Single(broker.Events())));
    }

    [Fact]
    public async Task Answer_ThatIsCompressed_PassesByteForByteAndUnasked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.ASCII.GetBytes($$"""{"key":"{{Key}}"}"""), TestContext.Current.CancellationToken);
        }

        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.ContentLength = packed.Length;
            await context.Response.Body.WriteAsync(packed.ToArray());
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token, "Accept-Encoding: gzip, br");

        Assert.Equal("gzip", answer.Header("Content-Encoding"));
        Assert.Equal(packed.ToArray(), Encoding.Latin1.GetBytes(answer.Body));
        Assert.DoesNotContain("Accept-Encoding", Assert.Single(upstream.Requests).Headers.Keys);
    }

    [Fact]
    public async Task Answer_Of401_DropsTheKeySoThatTheNextRequestFetchesAfresh()
    {
        var status = 401;
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        var secrets = new CountingSecrets();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: secrets.Use);

        Assert.Equal(401, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        status = 200;
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);

        Assert.Equal(
            ["Bearer sk-fetched-1", "Bearer sk-fetched-2", "Bearer sk-fetched-2"],
            upstream.Requests.Select(request => request.Headers["Authorization"].Single()));
    }
}
