using System.IO.Compression;
using System.Text;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Forwarding;

/// <summary>Row 11: what of the upstream's answer reaches the host.</summary>
public class UpstreamAnswerTests(SharedProxy shared) : IClassFixture<SharedProxy>
{
    private static readonly string Token = $"api-key: {RunningBroker.Token}";
    private readonly RunningBroker _broker = shared.Begin().Broker;

    public static TheoryData<int> Statuses => [201, 299, 300, 305, 306, 400, 401, 404, 429, 500, 503, 529];

    [Fact]
    public async Task Answer_WithManyHeaders_PassesAllButThoseThatMustNot()
    {
        string[] passed =
        [
            "Content-Type: application/json", "Content-Length: 2", "Date: Tue, 15 Nov 1994 08:12:31 GMT", "x-request-id: req_1",
            "openai-processing-ms: 7",
            "x-ratelimit-remaining-requests: 59", "retry-after: 1", "ETag: \"a\"", "Vary: Origin", "Vary: Accept", "X-Latin: caf\u00e9",
        ];
        string[] withheld =
        [
            "Connection: close, X-Private", "X-Private: 1", "Keep-Alive: timeout=5", "Proxy-Authenticate: Basic", "Proxy-Connection: close",
            "Trailer: X-T", "TE: trailers",
            "Upgrade: h2c", "Set-Cookie: __cf_bm=1", "Set-Cookie: b=2", "set-cookie2: c=3", "Access-Control-Allow-Origin: *",
            "access-control-expose-headers: X-Request-ID",
            "Server: cloudflare", "alt-svc: h3=\":443\"", "Strict-Transport-Security: max-age=1",
        ];
        await using var upstream = RawUpstream.Answering(string.Join("\r\n", ["HTTP/1.1 200 Whatever", .. passed, .. withheld, "", "{}"]));
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal((200, "{}"), (answer.Status, answer.Body));
        Assert.Equal(
            passed.Append("Connection: close").Order(StringComparer.OrdinalIgnoreCase),
            answer.Headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Answer_OfAnyStatus_PassesWithItsBody(int status)
    {
        shared.Answer = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("""{"error":{"message":"no"}}""");
        };

        var answer = await SendAsync();

        Assert.Equal(status, answer.Status);
        Assert.Contains("""{"error":{"message":"no"}}""", answer.Body, StringComparison.Ordinal);
        EventAssert.Single(_broker, "/v1/responses", ok: status < 400, status, mode: "proxy");
    }

    [Fact]
    public async Task Answer_WithoutABodyInItsStream_HasNoTimeToAFirstByte()
    {
        shared.Answer = context => context.Response.Body.FlushAsync();
        await SendAsync();
        Assert.DoesNotContain("time_to_first_byte_ms", EventAssert.Keys(Assert.Single(_broker.Events())));
    }

    [Fact]
    public async Task Answer_ThatIsCompressed_PassesByteForByteAndUnasked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(
                Encoding.ASCII.GetBytes($$"""{"key":"{{RunningBroker.ProviderKey}}"}"""), TestContext.Current.CancellationToken);
        }

        shared.Answer = async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.ContentLength = packed.Length;
            await context.Response.Body.WriteAsync(packed.ToArray());
        };

        var answer = await SendAsync("Accept-Encoding: gzip, br");

        Assert.Equal("gzip", answer.Header("Content-Encoding"));
        Assert.Equal(packed.ToArray(), Encoding.Latin1.GetBytes(answer.Body));
        Assert.DoesNotContain("Accept-Encoding", Assert.Single(shared.Upstream.Requests).Headers.Keys);
    }

    [Fact]
    public async Task Answer_Of401_DropsTheKeySoThatTheNextRequestFetchesAfresh()
    {
        await using var broker = await RunningBroker.StartProxyAsync(shared.Upstream.Url, customize: new CountingSecrets().Use);
        shared.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Headers.Authorization == "Bearer sk-fetched-1" ? 401 : 200;
            return Task.CompletedTask;
        };

        foreach (var status in (int[])[401, 200, 200])
        {
            Assert.Equal(status, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        }

        Assert.Equal(
            ["Bearer sk-fetched-1", "Bearer sk-fetched-2", "Bearer sk-fetched-2"],
            shared.Upstream.Requests.Select(request => request.Headers["Authorization"].Single()));
    }

    private Task<RawAnswer> SendAsync(params string[] headers) => WrittenRequest.SendAsync(_broker, "POST /v1/responses", "{}", [Token, .. headers]);
}
