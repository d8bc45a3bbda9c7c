using System.Globalization;
using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Authorization;

/// <summary>Row 7 on the wire: announced and counted lengths.</summary>
public class BodySizeTests
{
    private const int Limit = 5000;

    [Theory]
    [InlineData(Limit - 1, 200)]
    [InlineData(Limit, 200)]
    [InlineData(Limit + 1, 413)]
    [InlineData(Limit * 20, 413)]
    public async Task Body_OfAnAnnouncedLength_MayReachTheLimit(int length, int status)
    {
        await using var broker = await StartAsync();

        Assert.Equal(status, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", Body(length))).Status);
    }

    [Theory]
    [InlineData(Limit, 1, 200)]
    [InlineData(Limit, 4096, 200)]
    [InlineData(Limit + 1, 1, 413)]
    [InlineData(Limit + 1, 4096, 413)]
    [InlineData(Limit * 60, 4096, 413)]
    public async Task Body_InChunks_IsCountedWhileItIsRead(int length, int chunk, int status)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, options => options with { MaxRequestBytes = Limit });
        var body = Body(length);
        var chunks = new StringBuilder();
        for (var i = 0; i < length; i += chunk)
        {
            var size = Math.Min(chunk, length - i);
            chunks.Append(CultureInfo.InvariantCulture, $"{size:x}\r\n{body.AsSpan(i, size)}\r\n");
        }

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", $"{chunks}0\r\n\r\n", "Transfer-Encoding: chunked", $"X-Broker-Token: {RunningBroker.Token}");

        Assert.Equal(status, answer.Status);
        if (status == 200)
        {
            Assert.Equal(body, Encoding.Latin1.GetString(Assert.Single(upstream.Requests).Body));
        }
        else
        {
            EventAssert.SingleRefusal(broker, "/v1/responses", 413, "request_too_large");
            Assert.Empty(upstream.Requests);
        }
    }

    [Fact]
    public async Task Body_TooLongByItsAnnouncement_IsRefusedBeforeAnyOfItCame()
    {
        await using var broker = await StartAsync();

        using var host = await HostConnection.OpenAsync(
            broker, WrittenRequest.Text(broker, "POST /v1/responses", "", $"Content-Length: {Limit + 1}", "Expect: 100-continue"));

        // The server waits a while for the rest before it closes the connection; the answer is there at once.
        Assert.StartsWith("HTTP/1.1 413 ", await host.ReadUntilAsync("\n}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_OfTheDefaultLimit_MayHave262144Bytes()
    {
        await using var broker = await RunningBroker.StartAsync();

        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", Body(262_144))).Status);
        Assert.Equal(413, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", Body(262_145))).Status);
    }

    private static Task<RunningBroker> StartAsync() => RunningBroker.StartAsync(options => options with { MaxRequestBytes = Limit });

    private static string Body(int length) => $"\"{new string('x', length - 2)}\"";
}
