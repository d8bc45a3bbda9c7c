using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C31: bodies longer than allowed are refused while they are read, however they are announced.</summary>
public class BodyLimitTests
{
    private const int Limit = 262_144;

    [Theory]
    [InlineData(300 * 1024)]
    [InlineData(40 * 1024 * 1024)]
    public async Task C31_Chunks_BeyondTheLimit_AreRefusedWhileTheyAreRead(int length)
    {
        await using var stage = await Stage.StartAsync();

        using var host = await stage.ConnectAsync();
        var sending = host.SendAsync(Chunked(length), Patience.Token);
        var answer = await host.ReadAnswerAsync(Patience.Token);

        Assert.NotNull(answer);
        stage.AssertRefused(answer, 413, "request_too_large");
        host.Dispose();
        await sending;
    }

    [Fact]
    public async Task C31_Chunks_BeyondTheLimitThatNeverEnd_AreRefusedAllTheSame()
    {
        await using var stage = await Stage.StartAsync();

        using var host = await stage.ConnectAsync();
        var unfinished = Chunked(Limit + 1)[..^"0\r\n\r\n".Length];
        var sending = host.SendAsync(unfinished, Patience.Token);
        var answer = await host.ReadAnswerAsync(Patience.Token);

        Assert.NotNull(answer);
        stage.AssertRefused(answer, 413, "request_too_large");
        await sending;
    }

    [Theory]
    [InlineData(Limit + 1L)]
    [InlineData(long.MaxValue)]
    public async Task C31_Length_AnnouncedBeyondTheLimit_IsRefusedBeforeTheBody(long length)
    {
        await using var stage = await Stage.StartAsync();

        using var host = await stage.ConnectAsync();
        await host.SendAsync(new RawRequest { IsLengthAnnounced = false, Headers = [$"Content-Length: {length}"], Body = "" }.Text, Patience.Token);
        var answer = await host.ReadAnswerAsync(Patience.Token);

        Assert.NotNull(answer);
        stage.AssertRefused(answer, 413, "request_too_large");
    }

    [Fact]
    public async Task C31_Body_OfExactlyTheLimit_IsServed()
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(Chunked(Limit));

        Assert.Equal(200, answer.Status);
        Assert.Equal(Limit, Assert.Single(stage.Upstream.Requests).Body.Length);
    }

    private static string Chunked(int length)
    {
        const int Chunk = 16 * 1024;
        var body = new StringBuilder("\"", length + (length / 100));
        body.Append('x', length - 2).Append('"');
        var text = body.ToString();
        var chunks = Enumerable.Range(0, (length + Chunk - 1) / Chunk)
            .Select(i => text[(i * Chunk)..Math.Min(length, (i + 1) * Chunk)])
            .Select(part => $"{part.Length:x}\r\n{part}\r\n");
        return new RawRequest { IsLengthAnnounced = false, Headers = ["Transfer-Encoding: chunked"], Body = string.Concat(chunks) + "0\r\n\r\n" }.Text;
    }
}
