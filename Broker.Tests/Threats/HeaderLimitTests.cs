using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broker.Tests.Threats;

/// <summary>C32: request lines and headers that are too much, and the limits that are documented.</summary>
public class HeaderLimitTests
{
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
        Assert.Equal(4096, limits.MaxConcurrentConnections);
        Assert.Equal(TimeSpan.FromSeconds(15), limits.RequestHeadersTimeout);
        Assert.NotNull(limits.MinRequestBodyDataRate);
    }
}
