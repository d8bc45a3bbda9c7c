using System.IO.Compression;
using System.Text;
using Broker.Tests.Infrastructure;
using MockProvider.Journal;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

/// <summary>Garbage and floods: the broker reads none of it and holds none of it.</summary>
public class ContentFaultTests
{
    private const long Flat = 64L * 1024 * 1024;

    [Theory]
    [InlineData("mock-malformed-json", "application/json", "no end of this string}]\n")]
    [InlineData("mock-malformed-stream", "text/event-stream; charset=utf-8", "data:\u00ff\u00fe\0\u00c3\n\n")]
    [InlineData("mock-truncated-stream", "text/event-stream; charset=utf-8", "data: {\"id\": \"mock-truncated\", \"choi")]
    public async Task Garbage_InAnAnswer_PassesByteForByte(string model, string contentType, string content)
    {
        await using var both = await BrokerBeforeMock.StartAsync();

        var answer = await both.AskAsync(model, isStreamed: true);

        Assert.Equal(200, answer.Status);
        Assert.Equal(contentType, answer.Header("Content-Type"));
        Assert.Contains(content, answer.Body, StringComparison.Ordinal);
        EventAssert.Single(both.Broker, BrokerBeforeMock.Path, ok: true, 200, mode: "proxy");
    }

    [Fact]
    public async Task Stream_WithoutAnEnd_EndsWhenTheHostLeaves()
    {
        await using var both = await BrokerBeforeMock.StartAsync();
        using (var host = await both.OpenAsync("mock-endless"))
        {
            await host.ReadUntilAsync("\" 1000\"");
        }

        Assert.Equal("client_disconnected", Assert.Single(await both.Broker.EventsAsync(1)).GetProperty("error").GetString());
        Assert.Equal(AnswerOutcome.Aborted, await Assert.Single(both.Mock.Requests).Outcome.WaitAsync(Cancel));
    }

    [Fact]
    public async Task Stream_WithoutAnEnd_EndsWhenTheMockStops()
    {
        await using var both = await BrokerBeforeMock.StartAsync();
        using var host = await both.OpenAsync("mock-endless");
        await host.ReadUntilAsync("\" 10\"");
        var ending = Assert.ThrowsAnyAsync<IOException>(host.DrainAsync);

        await both.Mock.DisposeAsync();
        await ending.WaitAsync(Cancel);

        Assert.Equal(AnswerOutcome.Aborted, await Assert.Single(both.Mock.Requests).Outcome.WaitAsync(Cancel));
    }

    [Fact]
    public async Task Line_WithoutAnEnd_TakesNoMemory()
    {
        await using var both = await BrokerBeforeMock.StartAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using (var answer = await both.Broker.Client.SendAsync(
            RunningBroker.Request(BrokerBeforeMock.Path, BrokerBeforeMock.Chat("mock-endless-line")), HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
            var chunk = new byte[1024 * 1024];
            for (var read = 0; read < 128; read++)
            {
                await body.ReadExactlyAsync(chunk, Cancel);
            }

            Assert.Equal("xxxx", Encoding.ASCII.GetString(chunk, 0, 4));
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Flat);
        }

        Assert.Equal(AnswerOutcome.Aborted, await Assert.Single(both.Mock.Requests).Outcome.WaitAsync(Cancel));
    }

    [Fact]
    public async Task Bomb_InGzip_PassesPacked()
    {
        await using var both = await BrokerBeforeMock.StartAsync();

        using var answer = await both.Broker.Client.SendAsync(RunningBroker.Request(BrokerBeforeMock.Path, BrokerBeforeMock.Chat("mock-gzip-bomb")), Cancel);
        var packed = await answer.Content.ReadAsByteArrayAsync(Cancel);

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        Assert.InRange(packed.Length, 1, 60_000);
        Assert.Equal(packed.Length, Assert.Single(both.Broker.Events()).GetProperty("bytes_out").GetInt64());
        Assert.Equal(52_428_800, await UnpackedLengthAsync(packed));
    }

    private static async Task<long> UnpackedLengthAsync(byte[] packed)
    {
        using var source = new MemoryStream(packed);
        await using var gzip = new GZipStream(source, CompressionMode.Decompress);
        var piece = new byte[65_536];
        var length = 0L;
        while (await gzip.ReadAsync(piece, Cancel) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }
}
