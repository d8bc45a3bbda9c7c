using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broker.Tests.Threats;

/// <summary>C31 and C32: requests that are too much, and the limits that are documented.</summary>
public class RequestLimitTests
{
    private const int Limit = 262_144;

    [Fact]
    public async Task C31_Body_OfExactlyTheLimit_IsServed()
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(Chunked(Limit));

        Assert.Equal(200, answer.Status);
        Assert.Equal(Limit, Assert.Single(stage.Upstream.Requests).Body.Length);
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
