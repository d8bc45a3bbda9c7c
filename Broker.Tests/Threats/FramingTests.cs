namespace Broker.Tests.Threats;

/// <summary>C28 to C30: bodies that two readers would measure differently.</summary>
public class FramingTests
{
    private const string Second = "GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: 6", "Transfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked", "Content-Length: 6")]
    public async Task C28_Length_AndChunks_NoSecondRequestIsServed(string first, string second)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(
            new RawRequest { IsLengthAnnounced = false, IsLast = false, Headers = [first, second], Body = "2\r\n{}\r\n0\r\n\r\n" + Second });

        Assert.Equal(200, answer.Status);
        Assert.Equal("{}"u8, Assert.Single(stage.Upstream.Requests).Body);
        Assert.DoesNotContain("smuggled", Assert.Single(stage.Broker.EventLines()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5,5")]
    [InlineData("2, 2")]
    [InlineData("-1")]
    [InlineData("0x5")]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("2 ")]
    [InlineData("2.0")]
    [InlineData("1e1")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999")]
    public async Task C29_Length_Malformed_IsRefusedByTheServer(string length)
    {
        await using var stage = await Stage.StartAsync();
        var answer = await stage.SendAsync(new RawRequest { IsLengthAnnounced = false, Headers = [$"Content-Length: {length}"] });

        if (length == "2 ")
        {
            // White space around a value is not part of it (RFC 9110, section 5.5).
            Assert.Equal(200, answer.Status);
            return;
        }

        stage.AssertRefused(answer, 400, "bad_request");
        Assert.Equal("", answer.Body);
    }

    [Theory]
    [InlineData("5", "6")]
    [InlineData("2", "2")]
    public async Task C29_Length_Twice_IsRefusedByTheServer(string first, string second)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(
            new RawRequest { IsLengthAnnounced = false, Headers = [$"Content-Length: {first}", $"Content-Length: {second}"] }, 400);
    }

    [Theory]
    [InlineData("+2")]
    [InlineData("002")]
    public async Task C29_Length_WithASignOrZeros_IsReadAsTheNumberItIs(string length)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(new RawRequest { IsLengthAnnounced = false, Headers = [$"Content-Length: {length}"] });

        Assert.Equal(200, answer.Status);
        Assert.Equal("{}"u8, Assert.Single(stage.Upstream.Requests).Body);
    }

    [Theory]
    [InlineData("Transfer-Encoding : chunked")]
    [InlineData("Transfer-Encoding: xchunked")]
    [InlineData("Transfer-Encoding: chunked, identity")]
    [InlineData("Transfer-Encoding: gzip")]
    [InlineData("Transfer-Encoding: \"chunked\"")]
    [InlineData("Transfer-Encoding:\r\n chunked")]
    [InlineData("X-Folded: a\r\n Transfer-Encoding: chunked")]
    [InlineData(" Transfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding\t: chunked")]
    [InlineData("Transfer-Encoding: chun\0ked")]
    [InlineData("Transfer-Encoding")]
    [InlineData(": chunked")]
    public async Task C30_Chunks_AnnouncedInAnOddWay_NeverReachTheUpstreamOtherwise(string header)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(
            new RawRequest { IsLengthAnnounced = false, Headers = [header], Body = "2\r\n{}\r\n0\r\n\r\n" });

        Assert.Equal(400, answer.Status);
        stage.AssertRefused(answer, 400, answer.Error ?? "bad_request");
    }

    [Theory]
    [InlineData("2;ext\n\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2;ext=a\nb\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\n{}\n0\n\n")]
    [InlineData("2\r\n{}\n0\r\n\r\n")]
    [InlineData("2\r\n{}xx0\r\n\r\n")]
    [InlineData("-2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("+2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("0x2\r\n{}\r\n0\r\n\r\n")]
    [InlineData(" 2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("zz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("\r\n{}\r\n0\r\n\r\n")]
    [InlineData("80000000\r\n{}\r\n0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFF2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("1\r\n{}\r\n0\r\n\r\n")]
    public async Task C30_Chunks_Malformed_AreRefusedByTheServer(string body)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(
            new RawRequest { IsLengthAnnounced = false, Headers = ["Transfer-Encoding: chunked"], Body = body + Second }, 400);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked", "2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: CHUNKED", "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "0002;name=\"value\"\r\n{}\r\n0\r\n\r\n")]
    public async Task C30_Chunks_WellFormed_AreReadAndSentOnAsOneBody(string header, string body)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(new RawRequest { IsLengthAnnounced = false, Headers = [header], Body = body });

        Assert.Equal(200, answer.Status);
        var request = Assert.Single(stage.Upstream.Requests);
        Assert.Equal("{}"u8, request.Body);
        Assert.Equal(["2"], request.Headers["Content-Length"]);
        Assert.DoesNotContain("Transfer-Encoding", request.Headers.Keys);
    }
}
