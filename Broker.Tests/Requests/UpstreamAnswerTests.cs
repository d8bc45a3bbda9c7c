using System.IO.Compression;
using System.Text;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Requests;

/// <summary>Row 11 and section 6: what of the upstream's answer reaches the host.</summary>
public class UpstreamAnswerTests
{
    private const string Key = RunningBroker.ProviderKey;
    private const string Token = $"api-key: {RunningBroker.Token}";

    [Fact]
    public async Task Answer_WithManyHeaders_PassesAllButThoseThatMustNot()
    {
        await using var upstream = RawUpstream.Start(string.Join("\r\n", [
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

        var answer = await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

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
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Answer_WithALengthBesideChunks_IsFramedByItsChunks(int announced)
    {
        await using var upstream = RawUpstream.Start($"HTTP/1.1 200 OK\r\nContent-Length: {announced}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n4\r\nbody\r\n0\r\n\r\n");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal((200, null, "4\r\nbody\r\n0\r\n\r\n"), (answer.Status, answer.Header("Content-Length"), answer.Body));
        Assert.Equal(4, EventAssert.Single(broker, "/v1/responses", ok: true, 200, mode: "proxy").GetProperty("bytes_out").GetInt64());
    }

    [Fact]
    public async Task Answer_ThatEndsWithItsConnection_PassesInChunks()
    {
        await using var upstream = RawUpstream.Start("HTTP/1.0 200 OK\r\n\r\nbody");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal((200, "4\r\nbody\r\n0\r\n\r\n"), (answer.Status, answer.Body));
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

    [Theory]
    [InlineData("204 No Content", 204)]
    [InlineData("204 No Content\r\nContent-Length: 0", 204)]
    [InlineData("204 No Content\r\nContent-Length: 7", 204)]
    [InlineData("205 Reset Content\r\nContent-Length: 0", 205)]
    [InlineData("304 Not Modified", 304)]
    [InlineData("304 Not Modified\r\nContent-Length: 7\r\nETag: a", 304)]
    [InlineData("200 OK\r\nContent-Length: 0", 200)]
    public async Task Answer_WithoutABody_PassesAsOne(string head, int status)
    {
        await using var upstream = RawUpstream.Start($"HTTP/1.1 {head}\r\nConnection: close\r\n\r\n");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal((status, ""), (answer.Status, answer.Body));
        Assert.Equal(0, EventAssert.Single(broker, "/v1/responses", ok: true, status, mode: "proxy").GetProperty("bytes_out").GetInt64());
    }

    [Theory]
    [InlineData("205 Reset Content\r\nContent-Length: 4\r\n\r\nbody")]
    [InlineData("205 Reset Content\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n")]
    public async Task Answer_WithABodyWhereThereIsNone_PassesWithoutIt(string text)
    {
        await using var upstream = RawUpstream.Start($"HTTP/1.1 {text}");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal((205, ""), (answer.Status, answer.Body));
        EventAssert.Single(broker, "/v1/responses", ok: true, 205, mode: "proxy");
    }

    [Fact]
    public async Task Answer_ToAHead_PassesItsLengthAndNoBody()
    {
        await using var upstream = RawUpstream.Start("HTTP/1.1 200 OK\r\nContent-Length: 12\r\nETag: \"x\"\r\nConnection: close\r\n\r\n");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, options => options with { AllowedPaths = [RunningBroker.Entry("HEAD", "/v1/models")] });

        var answer = await RawRequest.SendAsync(broker, "HEAD /v1/models", "", Token);

        Assert.Equal((200, "", "12", "\"x\""), (answer.Status, answer.Body, answer.Header("Content-Length"), answer.Header("ETag")));
        EventAssert.Single(broker, "/v1/models", ok: true, 200, mode: "proxy");
    }

    [Fact]
    public async Task Answer_ToAHeadThatFails_HasTheRefusalsHeadAlone()
    {
        await using var broker = await RunningBroker.StartProxyAsync("http://127.0.0.1:1", options => options with { AllowedPaths = [RunningBroker.Entry("HEAD", "/v1/models")] });

        var answer = await RawRequest.SendAsync(broker, "HEAD /v1/models", "", Token);

        Assert.Equal((502, "", "application/json"), (answer.Status, answer.Body, answer.Header("Content-Type")));
    }

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

        var answer = await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

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
    public async Task Answer_OfTheOther3xx_IsNoRedirect(int status)
    {
        await using var elsewhere = await RecordingUpstream.StartAsync();
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere.Url;
            return Task.CompletedTask;
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        Assert.Equal(status, (await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Assert.Empty(elsewhere.Requests);
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

        var answer = await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token, "Accept-Encoding: gzip, br");

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

        Assert.Equal(401, (await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        status = 200;
        Assert.Equal(200, (await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Assert.Equal(200, (await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);

        Assert.Equal(
            ["Bearer sk-fetched-1", "Bearer sk-fetched-2", "Bearer sk-fetched-2"],
            upstream.Requests.Select(request => request.Headers["Authorization"].Single()));
    }

    [Fact]
    public async Task Answer_OfAnUnreachableUpstream_SaysWhichKindOfFailureItWas()
    {
        await using var closes = RawUpstream.Start("");
        await using var broker = await RunningBroker.StartProxyAsync(closes.Url);

        var answer = await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal(502, answer.Status);
        Assert.StartsWith("{\n  \"ok\": false,\n  \"error\": \"upstream_unreachable\",\n  \"detail\": \"", answer.Body, StringComparison.Ordinal);
        EventAssert.Single(broker, "/v1/responses", ok: false, 502, mode: "proxy", "upstream_unreachable");
        Assert.Equal(1, closes.Requests);
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
        await using var upstream = RawUpstream.Start(text);
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal((502, "upstream_unreachable"), (answer.Status, answer.Json().GetProperty("error").GetString()));
        Assert.Equal(1, upstream.Requests);
    }
}
