using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>Answers that are hardly HTTP: the host gets a proper one, and the broker lives.</summary>
public class OddAnswerTests
{
    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("HTTP/1.1\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    [InlineData("HTTP/1.1 000 Zero\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 099 Low\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/3.0 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Unfinished: ")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nraw bytes of another protocol")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task Upstream_ThatIsHardlyHttp_IsABadGateway(string bytes)
    {
        await using var upstream = RawUpstream.Answering(bytes);
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var text = await broker.SendRawAsync(new RawRequest().Text, Patience.Token);

        var line = Assert.Single(broker.Events());
        Assert.StartsWith("HTTP/1.1 502 ", text, StringComparison.Ordinal);
        Assert.Contains("\"upstream_unreachable\"", text, StringComparison.Ordinal);
        Stage.AssertEvent(line, 502, "upstream_unreachable");
    }

    [Theory]
    [InlineData("HTTP/1.1 299 Odd", 299)]
    [InlineData("HTTP/1.1 529 Overloaded", 529)]
    [InlineData("HTTP/1.1 999 Odd", 999)]
    [InlineData("HTTP/1.1 600", 600)]
    [InlineData("HTTP/1.0 200 OK", 200)]
    public async Task Upstream_WithAnOddStatus_HasItPassedOn(string statusLine, int status)
    {
        await using var upstream = RawUpstream.Answering($"{statusLine}\r\nContent-Length: 2\r\n\r\n{{}}");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        using var host = await HostSocket.ConnectAsync(broker.Url, Patience.Token);

        await host.SendAsync(new RawRequest().Text, Patience.Token);
        var answer = await host.ReadAnswerAsync(Patience.Token);

        Assert.Equal(status, answer?.Status);
        Assert.Equal("{}", answer?.Body);
        Assert.Equal(status, Assert.Single(broker.Events()).GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello", 204)]
    [InlineData("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 204)]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304)]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", 205)]
    public async Task Upstream_WithAStatusThatHasNoBody_LeavesTheConnectionInOrder(string bytes, int status)
    {
        // The upstream keeps its connections open: one that is just being closed is nothing that a POST may be tried again on.
        await using var upstream = RawUpstream.Answering((stream, _, cancel) => stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(bytes), cancel).AsTask());
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        using var host = await HostSocket.ConnectAsync(broker.Url, Patience.Token);

        for (var i = 1; i <= 2; i++)
        {
            await host.SendAsync(new RawRequest { IsLast = false }.Text, Patience.Token);
            var answer = await host.ReadAnswerAsync(Patience.Token, hasBody: status == 205);

            Assert.Equal(status, answer?.Status);
            Assert.Equal(i, broker.EventLines().Count);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    public async Task Upstream_ThatDropsAReusedConnection_IsNotAskedASecondTime(string body)
    {
        await using var upstream = RawUpstream.Answering(async (stream, number, cancel) =>
        {
            if (number > 0)
            {
                stream.Close();
                return;
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), cancel);
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        Assert.StartsWith("HTTP/1.1 200 ", await broker.SendRawAsync(new RawRequest().Text, Patience.Token), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 502 ", await broker.SendRawAsync(new RawRequest { Body = body }.Text, Patience.Token), StringComparison.Ordinal);

        Assert.Equal(2, upstream.Requests.Count);
        Assert.Equal(1, upstream.Connections);
    }

    [Fact]
    public async Task Upstream_ThatAnswersAndThenMore_DoesNotAnswerTheNextRequest()
    {
        // What comes after an answer's end would be taken for the answer to the next request on that connection.
        const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        await using var upstream = RawUpstream.Answering(async (stream, number, cancel) =>
            await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(number == 0 ? Answer + Answer.Replace("{}", "!!", StringComparison.Ordinal) : Answer), cancel));
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        for (var i = 0; i < 2; i++)
        {
            Assert.EndsWith("{}", await broker.SendRawAsync(new RawRequest().Text, Patience.Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Upstream_WithAHeadWithoutAnEnd_IsABadGateway()
    {
        await using var upstream = RawUpstream.Answering($"HTTP/1.1 200 OK\r\nX-Big: {new string('x', 200 * 1024)}\r\n\r\n");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        var text = await broker.SendRawAsync(new RawRequest().Text, Patience.Token);

        Assert.StartsWith("HTTP/1.1 502 ", text, StringComparison.Ordinal);
        Stage.AssertEvent(Assert.Single(broker.Events()), 502, "upstream_unreachable");
    }
}
