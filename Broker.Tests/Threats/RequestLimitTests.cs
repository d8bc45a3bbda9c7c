using System.Text;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broker.Tests.Threats;

/// <summary>C31 and C32: requests that are too much, and the limits that are documented.</summary>
public class RequestLimitTests
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

    [Fact]
    public async Task C32_Header_Of40Kilobytes_IsRefusedByTheServer()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(new RawRequest { Headers = [$"X-Big: {new string('x', 40 * 1024)}"] }, 431);
    }

    [Fact]
    public async Task C32_Headers_150OfThem_AreRefusedByTheServer()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(new RawRequest { Headers = [.. Enumerable.Range(0, 150).Select(i => $"X-{i}: 1")] }, 431);
    }

    [Fact]
    public async Task C32_Target_Of9Kilobytes_IsRefusedByTheServer()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(new RawRequest { Target = $"/{new string('x', 9 * 1024)}" }, 414);
    }

    [Fact]
    public async Task C32_Trailers_Of40Kilobytes_AreRefused()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(
            new RawRequest { IsLengthAnnounced = false, Headers = ["Transfer-Encoding: chunked"], Body = $"2\r\n{{}}\r\n0\r\nX-Big: {new string('x', 40 * 1024)}\r\n\r\n" },
            431);
    }

    [Fact]
    public async Task C32_Limits_OfTheServer_AreTheDocumentedOnes()
    {
        await using var stage = await Stage.StartAsync();

        var limits = stage.Broker.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Equal(32 * 1024, limits.MaxRequestHeadersTotalSize);
        Assert.Equal(100, limits.MaxRequestHeaderCount);
        Assert.Equal(8 * 1024, limits.MaxRequestLineSize);
        Assert.Equal(TimeSpan.FromSeconds(15), limits.RequestHeadersTimeout);
        Assert.NotNull(limits.MinRequestBodyDataRate);
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
