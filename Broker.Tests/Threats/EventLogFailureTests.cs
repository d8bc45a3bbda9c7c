using System.Text.Json;
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
    public async Task C54_Log_ThatNoLongerFitsOnTheDisk_HasWholeLinesAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Only Unix limits the size of a process's files.");
        using var folder = new TemporaryFolder();
        await using var child = await BrokerChild.StartCrampedAsync(blocks: 8, folder.Write("\"events_chain\": true"), Patience.Token);
        Assert.True(child.Url is not null, child.Stderr);
        using var host = await HostSocket.ConnectAsync(child.Url, Patience.Token);
        var answered = 0;
        while (await AskAsync(host) is not { Error: "audit_unavailable" })
        {
            answered++;
        }

        Assert.InRange(answered, 10, 100);
        Assert.Equal("audit_unavailable", (await AskAsync(host)).Error);
        var full = await File.ReadAllLinesAsync(folder.File("events.jsonl"), TestContext.Current.CancellationToken);
        Assert.Equal(answered, full.Length);
        Assert.All(full, line => Assert.Equal("/v1/responses", JsonDocument.Parse(line).RootElement.GetProperty("path").GetString()));

        // Somebody makes room: the broker goes on by itself.
        File.Move(folder.File("events.jsonl"), folder.File("events.jsonl.1"));
        Assert.Equal(200, (await AskAsync(host)).Status);
        Assert.Single(await File.ReadAllLinesAsync(folder.File("events.jsonl"), TestContext.Current.CancellationToken));
        await using var verify = BrokerChild.Start(["verify-events", folder.File("events.jsonl")]);
        Assert.Equal(0, (await verify.EndAsync()).Code);
    }

    [Fact]
    public async Task C54_Log_ThatCannotBeRotated_IsA503UntilItCan()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        await using var stage = await Stage.StartAsync(
            options => options with { EventsPath = path, EventsMaxBytes = 1000, EventsKeep = 1 },
            context =>
            {
                context.Response.ContentLength = 2;
                return context.Response.WriteAsync("{}");
            });
        Directory.CreateDirectory(Path.Combine(path + ".1", "in the way"));
        var answered = 0;
        // Long lines, of which two fit and never three, however many digits their times have.
        var request = new RawRequest { Body = $$"""{"model":"{{new string('m', 128)}}"}""" };
        while ((await stage.SendAsync(request)).Status == 200)
        {
            answered++;
        }

        // The rotation that failed was found out by an answer; after it, nothing is sent.
        var sent = stage.Upstream.Requests.Count;
        Assert.Equal("audit_unavailable", (await stage.SendAsync(request)).Error);
        Assert.Equal(sent, stage.Upstream.Requests.Count);
        Assert.Equal(answered, stage.Broker.EventLines().Count);

        Directory.Delete(path + ".1", recursive: true);
        await Patience.UntilAsync(() => stage.SendAsync(request).GetAwaiter().GetResult().Status == 200, Patience.Token);
        Assert.Equal(answered, (await File.ReadAllLinesAsync(path + ".1", TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task C54_Log_InAFolderThatCannotBeWritten_KeepsTheBrokerFromStarting()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a folder that not even an administrator can write.");
        using var folder = new TemporaryFolder();
        await using var child = await BrokerChild.StartAsync(folder.Write("\"events_path\": \"/sys/events.jsonl\""), new Dictionary<string, string>(), Patience.Token);

        Assert.Null(child.Url);
        Assert.Equal(1, await child.WaitForExitAsync(Patience.Token));
        Assert.Contains("/sys/events.jsonl", Assert.Single(child.Stderr.Trim().Split('\n')), StringComparison.Ordinal);
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

    private static async Task<RawAnswer> AskAsync(HostSocket host)
    {
        await host.SendAsync(new RawRequest { IsLast = false }.Text, Patience.Token);
        var answer = await host.ReadAnswerAsync(Patience.Token);
        Assert.NotNull(answer);
        return answer;
    }
}
