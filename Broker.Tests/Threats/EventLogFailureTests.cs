using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Threats;

/// <summary>C54: a log that cannot be written. No request is served in silence.</summary>
public class EventLogFailureTests
{
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
}
