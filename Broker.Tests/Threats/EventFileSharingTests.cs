using System.Text.Json;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C67: the event file in other programs' hands: cut while it is written, called by other names, its lock got round.</summary>
public sealed class EventFileSharingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Events => _folder.File("events.jsonl");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hard link")]
    [InlineData("removed lock file")]
    [InlineData("locking of .NET off")]
    [InlineData("replaced")]
    [InlineData("rotated")]
    public async Task C67_Broker_OnAFileThatAnotherWrites_RefusesToStart(string way)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && way is "hard link" or "replaced", "Windows has no command for it that a test could rely on.");
        var config = _folder.Write(way == "rotated" ? "\"events_max_bytes\": 4096" : "");
        var environment = new Dictionary<string, string>();
        if (way == "locking of .NET off")
        {
            environment["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1";
        }

        await using var first = await BrokerChild.StartAsync(config, environment, Patience.Token);
        switch (way)
        {
            case "hard link":
                await RunAsync("ln", Events, _folder.File("other.jsonl"));
                environment["Broker__events_path"] = _folder.File("other.jsonl");
                break;
            case "replaced":
                UnixFiles.Replace(Events, "");
                await AskAsync(first, 1);
                break;
            case "rotated":
                await AskAsync(first, 60);
                Assert.True(File.Exists(Events + ".1"));
                break;
            default:
                File.Delete(Events + ".lock");
                break;
        }

        await using var second = await BrokerChild.StartAsync(config, environment, Patience.Token);

        Assert.Null(second.Url);
        Assert.Equal(1, await second.WaitForExitAsync(Patience.Token));
        Assert.Contains("Another broker writes", Assert.Single(second.Stderr.Trim().Split('\n')), StringComparison.Ordinal);
        await AskAsync(first, 1);
    }

    [Fact]
    public async Task C67_File_CopiedAndEmptiedUnderLoad_HasNoHoleAndWholeLinesAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There nobody else can write the file.");
        await using var broker = await BrokerChild.StartAsync(_folder.Write(""), new Dictionary<string, string>(), Patience.Token);
        using var enough = new CancellationTokenSource();
        var hosts = Enumerable.Range(0, 4).Select(_ => AskUntilAsync(broker, enough.Token)).ToList();
        var spoilt = new List<string>();

        for (var copy = 0; copy < 200; copy++)
        {
            await Patience.UntilAsync(() => new FileInfo(Events).Length > 1000, Patience.Token);
            File.Copy(Events, _folder.File("copy"), overwrite: true);
            await using (var file = new FileStream(Events, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            {
                file.SetLength(0);
            }

            // A copy may end inside of what is being written.
            spoilt.AddRange(File.ReadAllText(_folder.File("copy")).Split('\n').SkipLast(1).Where(line => !IsEvent(line)));
        }

        await enough.CancelAsync();
        await Task.WhenAll(hosts);
        Assert.Equal([], spoilt);
        Assert.All(await File.ReadAllLinesAsync(Events, Patience.Token), line => Assert.True(IsEvent(line), line));
    }

    [Theory]
    [InlineData("ln")]
    [InlineData("ln -s")]
    public async Task C67_EventsPath_ThatLeadsToTheConfiguration_IsRefused(string link)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows, making links takes rights or programs that users do not have.");
        var config = _folder.Write("\"events_path\": \"log\"");
        await RunAsync("/bin/sh", "-c", $"{link} \"$0\" \"$1\"", config, _folder.File("log"));
        var before = await File.ReadAllTextAsync(config, Patience.Token);

        await using var broker = await BrokerChild.StartAsync(config, new Dictionary<string, string>(), Patience.Token);

        Assert.Equal((null, 2), (broker.Url, await broker.WaitForExitAsync(Patience.Token)));
        Assert.Contains("events_path", broker.Stderr, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(config, Patience.Token));
    }

    private static async Task AskAsync(BrokerChild broker, int times)
    {
        using var host = await HostSocket.ConnectAsync(broker.Url!, Patience.Token);
        for (var i = 0; i < times; i++)
        {
            await host.SendAsync(new RawRequest { IsLast = false }.Text, Patience.Token);
            Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        }
    }

    private static async Task AskUntilAsync(BrokerChild broker, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await AskAsync(broker, 50);
        }
    }

    private static bool IsEvent(string line)
    {
        try
        {
            return JsonDocument.Parse(line).RootElement.GetProperty("path").GetString() == "/v1/responses";
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        Assert.Equal(0, (await ChildProgram.RunAsync(program, arguments, new ChildSettings { Inherits = ChildSettings.AllButOurs }, Patience.Token)).Code);
    }
}
