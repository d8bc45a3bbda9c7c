using System.Text.Json;
using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Threats;

/// <summary>C52, C54 and C55: an event log that lies, is full, or has two writers.</summary>
public class EventLogTests
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
    public async Task C52_Path_UpToItsQuery_IsAllThatAnEventHas()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(
            new RawRequest { Target = "/v1/responses?key=canary", Headers = [$"X-Big: {new string('x', 40 * 1024)}"] }, 431);

        Assert.DoesNotContain("canary", Assert.Single(stage.Broker.EventLines()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task C54_Log_OnAFullDisk_IsA503EachTime(bool isProxy)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a device that is always full.");
        await using var stage = await Stage.StartAsync(
            options => options with { EventsPath = "/dev/full", Mode = isProxy ? BrokerMode.Proxy : BrokerMode.DryRun },
            async context =>
            {
                context.Response.ContentLength = 2;
                await context.Response.WriteAsync("{}");
            });

        for (var i = 0; i < 3; i++)
        {
            var answer = await stage.SendAsync(new RawRequest());
            Assert.Equal((503, "audit_unavailable"), (answer.Status, answer.Error));
        }

        // Nobody can know of the first that the disk is full; after it, nothing is sent.
        Assert.InRange(stage.Upstream.Requests.Count, 0, 1);
    }

    [Fact]
    public async Task C54_Log_FullWhileAnAnswerIsOnItsWay_BreaksItOff()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a device that is always full.");
        await using var stage = await Stage.StartAsync(options => options with { EventsPath = "/dev/full" });

        var broken = await stage.Broker.SendRawAsync(new RawRequest().Text, Patience.Token);
        var next = await stage.SendAsync(new RawRequest());

        Assert.DoesNotContain("\r\n0\r\n", broken, StringComparison.Ordinal);
        Assert.Equal("audit_unavailable", next.Error);
        Assert.Single(stage.Upstream.Requests);
    }

    [Fact]
    public async Task C54_Log_WhoseFolderIsGone_IsA503UntilItIsBack()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody remove the folder of an open file.");
        using var folder = new TemporaryFolder();
        var logs = folder.File("logs");
        Directory.CreateDirectory(logs);
        await using var stage = await Stage.StartAsync(options => options with { EventsPath = Path.Combine(logs, "events.jsonl") });
        Assert.Equal(200, (await stage.SendAsync(new RawRequest())).Status);

        Directory.Delete(logs, recursive: true);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("audit_unavailable", (await stage.SendAsync(new RawRequest())).Error);
        }

        Assert.Single(stage.Upstream.Requests);
        Directory.CreateDirectory(logs);
        await Patience.UntilAsync(
            () => stage.SendAsync(new RawRequest()).GetAwaiter().GetResult().Status == 200, Patience.Token);
        Assert.Equal(2, stage.Upstream.Requests.Count);
        Assert.True(stage.Broker.Events()[^1].GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task C55_Requests_OnEightConnections_LeaveEightHundredWholeLines()
    {
        await using var stage = await Stage.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendHundredAsync(stage)));

        var events = stage.Broker.Events();
        Assert.Equal(800, events.Count);
        Assert.All(events, line => Assert.Equal(200, line.GetProperty("status").GetInt32()));
        Assert.Equal(800, events.Select(line => line.GetProperty("trace_id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task C55_Broker_OnAFileThatAnotherWrites_RefusesToStartAndNamesTheFile()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("");
        var environment = new Dictionary<string, string>();
        await using var first = await BrokerChild.StartAsync(config, environment, Patience.Token);
        await using var second = await BrokerChild.StartAsync(config, environment, Patience.Token);

        Assert.NotNull(first.Url);
        Assert.Null(second.Url);
        Assert.Equal(1, await second.WaitForExitAsync(Patience.Token));
        Assert.Contains(folder.File("events.jsonl"), second.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Stderr, StringComparison.Ordinal);
    }

    private static async Task SendHundredAsync(Stage stage)
    {
        using var host = await stage.ConnectAsync();
        for (var i = 0; i < 100; i++)
        {
            await host.SendAsync(new RawRequest { IsLast = false }.Text, Patience.Token);
            Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        }
    }
}
