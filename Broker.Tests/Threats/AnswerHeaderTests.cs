using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C50: what an upstream's answer may not do to the host.</summary>
public class AnswerHeaderTests
{
    [Fact]
    public async Task C50_Headers_ThatSetStateOrEndWithTheConnection_StayThere()
    {
        await using var upstream = RawUpstream.Answering(Answer(
            "{}",
            "Set-Cookie: __cf_bm=x", "set-cookie: _cfuvid=y", "Set-Cookie2: z", "Server: cloudflare", "Alt-Svc: h3=\":443\"", "Strict-Transport-Security: max-age=1",
            "Connection: x-secret, X-Other", "x-secret: 1", "x-other: 2", "Keep-Alive: timeout=5", "Proxy-Authenticate: Basic", "Trailer: x", "Upgrade: h2c",
            "x-request-id: req_1", "x-ratelimit-remaining-requests: 9", "retry-after: 1", "retry-after-ms: 900", "openai-processing-ms: 5", "Content-Type: application/json"));

        var answer = await AskAsync(upstream);

        Assert.Equal(
            ["content-type", "openai-processing-ms", "retry-after", "retry-after-ms", "x-ratelimit-remaining-requests", "x-request-id"],
            answer.Headers.Select(header => header.Key.ToLowerInvariant()).Except(["date", "content-length", "connection"]).Order(StringComparer.Ordinal));
        Assert.Equal("close", answer.Header("Connection"));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 500\r\n\r\na\r\n0123456789\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 10\r\n\r\na\r\n0123456789\r\n0\r\nX-Trailer: x\r\n\r\n")]
    public async Task C50_Framing_ThatContradictsItself_IsReadAsChunks(string bytes)
    {
        await using var upstream = RawUpstream.Answering(bytes);

        var answer = await AskAsync(upstream);

        Assert.Equal(200, answer.Status);
        Assert.Equal("0123456789", answer.Body);
        Assert.Null(answer.Header("Content-Length"));
        Assert.Null(answer.Header("X-Trailer"));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}")]
    public async Task C50_Length_ThatIsNone_IsNotPassedOn(string bytes)
    {
        await using var upstream = RawUpstream.Answering(bytes);

        var answer = await AskAsync(upstream);

        if (answer.Status == 502)
        {
            Assert.Equal("upstream_unreachable", answer.Error);
            return;
        }

        Assert.Equal(200, answer.Status);
        Assert.Equal("{}", answer.Body);
    }

    [Theory]
    [InlineData("X-A: a\r\n X-Folded: b")]
    [InlineData("X-A: a\rX-Split: b")]
    [InlineData("X-A: a\0b")]
    [InlineData("X-A: a\u0001b\u001b[31m")]
    [InlineData("X-A: a\u007fb")]
    public async Task C50_Header_WithControlCharacters_NeverBecomesASecondOne(string header)
    {
        await using var upstream = RawUpstream.Answering(Answer("{}", header));

        var answer = await AskAsync(upstream);

        Assert.True(answer.Status is 200 or 502);
        Assert.Null(answer.Header("X-Split"));
        Assert.Null(answer.Header("X-Folded"));
        Assert.DoesNotContain(answer.Headers, line => line.Value.Any(char.IsControl));
    }

    private static string Answer(string body, params string[] headers) =>
        $"HTTP/1.1 200 OK\r\n{string.Concat(headers.Select(header => $"{header}\r\n"))}Content-Length: {body.Length}\r\n\r\n{body}";

    private static async Task<RawAnswer> AskAsync(RawUpstream upstream)
    {
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        using var host = await HostSocket.ConnectAsync(broker.Url, Patience.Token);
        await host.SendAsync(new RawRequest().Text, Patience.Token);
        var answer = await host.ReadAnswerAsync(Patience.Token);
        Assert.NotNull(answer);
        Assert.Equal("", await host.ReadToEndAsync(Patience.Token));
        Assert.Single(broker.Events());
        return answer;
    }
}
