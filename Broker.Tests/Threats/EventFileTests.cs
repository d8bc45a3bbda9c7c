using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Threats;

/// <summary>C49 and C55: the event file is its owner's, and one broker's.</summary>
public class EventFileTests
{
    [Fact]
    public async Task C55_Requests_OnEightConnections_LeaveEightHundredWholeLines()
    {
        await using var stage = await Stage.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendHundredAsync(stage)));

        var events = stage.Broker.Events();
        Assert.Equal(800, events.Count);
        Assert.All(events, line => Assert.Equal(200, line.GetProperty("status").GetInt32()));
        Assert.Equal(800, events.Select(line => line.GetProperty("model").GetString()).Distinct().Count());
    }

    [Fact]
    public void C55_Broker_OnALinkToAFileThatAnotherWrites_IsRefusedTheFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets only administrators make links.");
        using var folder = new TemporaryFolder();
        using var first = new AuditLog(folder.File("events.jsonl"), NullLogger<AuditLog>.Instance);
        File.CreateSymbolicLink(folder.File("link.jsonl"), folder.File("events.jsonl"));

        Assert.Throws<EventFileInUseException>(() => new AuditLog(folder.File("link.jsonl"), NullLogger<AuditLog>.Instance));
    }

    [Fact]
    public async Task C49_File_OfEvents_IsReadableByItsOwnerAlone()
    {
        await using var stage = await Stage.StartAsync();

        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(stage.Broker.Options.EventsPath));
        }

        // On Windows the folder's access list decides; there is nothing of ours to look at but the file.
        Assert.True(File.Exists(stage.Broker.Options.EventsPath));
    }

    private static async Task SendHundredAsync(Stage stage)
    {
        using var host = await stage.ConnectAsync();
        for (var i = 0; i < 100; i++)
        {
            await host.SendAsync(new RawRequest { IsLast = false, Body = $$"""{"model":"{{Guid.NewGuid()}}"}""" }.Text, Patience.Token);
            Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        }
    }
}
