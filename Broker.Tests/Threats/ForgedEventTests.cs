using System.Text.Json;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C52: requests made to forge, hide or swell what is written about them.</summary>
public class ForgedEventTests
{
    [Theory]
    [InlineData("/%0d%0a{\"kind\":\"forged\"}")]
    [InlineData("/\"}{\"kind\":\"forged\"}")]
    [InlineData("/\\u000a")]
    [InlineData("/\u001b[2J\u001b]0;forged\u0007")]
    [InlineData("/\u0008\u0008\u0008")]
    [InlineData("/\u007f\u0001")]
    [InlineData("/a\tb")]
    public async Task C52_Path_MadeToForgeALine_IsOneParseableLine(string target)
    {
        using var tap = new TelemetryTap();
        await using var stage = await Stage.StartAsync(customize: tap.Tap);

        var answer = await stage.SendAsync(new RawRequest { Target = target });

        Assert.True(answer.Status is 400 or 403);
        var line = Assert.Single(stage.Broker.EventLines());
        Assert.Equal("request", JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString());
        Assert.DoesNotContain(line, char.IsControl);

        // A terminal that shows the log must not be steered by it.
        Assert.All(tap.Logs.Where(log => log.StartsWith("Broker.Service", StringComparison.Ordinal)), log => Assert.DoesNotContain(log, char.IsControl));
    }

    [Fact]
    public async Task C52_Header_WithALineSeparator_IsInNoLine()
    {
        await using var stage = await Stage.StartAsync();

        await stage.SendAsync(new RawRequest { Headers = ["User-Agent: a\u00e2\u0080\u00a8b"] });

        var line = Assert.Single(stage.Broker.EventLines());
        Assert.DoesNotContain("\u2028", line, StringComparison.Ordinal);
        Assert.True(JsonDocument.Parse(line).RootElement.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task C52_Path_OfAMegabyte_LeavesAShortLine()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(new RawRequest { Target = $"/{new string('x', 1024 * 1024)}" }, 414);

        Assert.InRange(Assert.Single(stage.Broker.EventLines()).Length, 1, 1024);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("http://127.0.0.1:8791/")]
    public async Task C52_Path_OfAFewKilobytes_IsCutAndMarkedSo(string beginning)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(new RawRequest { Target = beginning + new string('x', 4000) }, 403, "path_not_allowed");

        var path = Assert.Single(stage.Broker.Events()).GetProperty("path").GetString();
        Assert.Equal($"/{new string('x', 511)}…", path);
    }

    [Fact]
    public async Task C52_Method_OfAFewKilobytes_IsCutAndMarkedSo()
    {
        using var tap = new TelemetryTap();
        await using var stage = await Stage.StartAsync(customize: tap.Tap);

        await stage.AssertRefusedAsync(new RawRequest { Method = new string('M', 4000) }, 405, "method_not_allowed");

        Assert.Equal($"{new string('M', 32)}…", Assert.Single(stage.Broker.Events()).GetProperty("method").GetString());
        Assert.DoesNotContain(tap.Logs, line => line.Contains(new string('M', 33), StringComparison.Ordinal));
    }

    [Fact]
    public async Task C52_Path_UpToItsQuery_IsAllThatAnEventHas()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(
            new RawRequest { Target = "/v1/responses?key=canary", Headers = [$"X-Big: {new string('x', 40 * 1024)}"] }, 431);

        Assert.DoesNotContain("canary", Assert.Single(stage.Broker.EventLines()), StringComparison.Ordinal);
    }
}
