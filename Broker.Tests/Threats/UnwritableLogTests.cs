using System.Text.Json;
using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Testing;

namespace Broker.Tests.Threats;

/// <summary>C72: what the operator's log says, and what the file says, while events cannot be written.</summary>
public sealed class UnwritableLogTests : IDisposable
{
    private const string LinuxOnly = "Only Linux has a device that is always full.";

    private readonly TemporaryFolder _folder = new();

    private string Events => _folder.File("events.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task C72_Log_OnAFullDevice_IsToldOnceAndCounted()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), LinuxOnly);
        await using var broker = BrokerChild.Start(["--config", _folder.Write("\"events_path\": \"/dev/full\"")]);
        using (var host = await HostSocket.ConnectAsync(await broker.ListenAsync(), Patience.Token))
        {
            Assert.Equal(Enumerable.Repeat(503, 1000), await AskAsync(host, 1000));
        }

        await broker.SignalAsync("TERM");

        var (code, _, errors) = await broker.EndAsync();
        Assert.Equal(0, code);
        Assert.Single(errors.Split('\n'), line => line.Contains("cannot be written", StringComparison.Ordinal));
        Assert.Single(errors.Split('\n'), line => line.EndsWith("without a line in it: 1000.", StringComparison.Ordinal));
        Assert.InRange(errors.Split('\n').Length, 1, 10);
    }

    [Fact]
    public async Task C72_Log_ThatCanBeWrittenAgain_TellsHowManyRequestsHaveNoLine()
    {
        var logger = new FakeLogger<AuditLog>();
        var logs = _folder.File("logs");
        Directory.CreateDirectory(logs);
        using var log = new AuditLog(Path.Combine(logs, "events.jsonl"), logger);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody remove the folder of an open file.");
        Directory.Delete(logs, recursive: true);
        for (var i = 0; i < 7; i++)
        {
            Assert.False(await log.IsWritableAsync());
            Assert.False(await log.AppendAsync("{}"u8));
        }

        Directory.CreateDirectory(logs);
        Assert.True(await log.AppendAsync("{}"u8));
        Assert.True(await log.AppendAsync("{}"u8));

        Assert.Equal(2, logger.Lines().Count);
        Assert.EndsWith("without a line in it: 7.", logger.Lines()[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task C72_Head_ThatCannotBeWritten_NoHostIsRefusedThatTheFileCallsServed()
    {
        await using var broker = await BrokerChild.StartAsync(
            _folder.Write("\"events_chain\": true, \"events_max_bytes\": 4096"), new Dictionary<string, string>(), Patience.Token);
        using var host = await HostSocket.ConnectAsync(broker.Url!, Patience.Token);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody put a folder in the place of an open file.");
        Assert.Equal([200], await AskAsync(host, 1));
        File.Delete(Events + ".head");
        Directory.CreateDirectory(Events + ".head");

        // Until the next file is begun, whose head is opened anew.
        var answers = await AskAsync(host, 100);

        Assert.Contains(200, answers);
        Assert.Equal(503, answers[^1]);
        Assert.Equal(answers.Count(status => status == 200) + 1, Lines().Count);
        Directory.Delete(Events + ".head");
        Assert.Equal([200], await AskAsync(host, 1));
        Assert.True(Lines()[^1].GetProperty("ok").GetBoolean());
        await using var verify = BrokerChild.Start(["verify-events", Events]);
        Assert.Equal(0, (await verify.EndAsync()).Code);
    }

    [Fact]
    public async Task C72_Head_OnAFullDevice_KeepsTheBrokerFromStarting()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), LinuxOnly);
        File.CreateSymbolicLink(Events + ".head", "/dev/full");
        await using var broker = await BrokerChild.StartAsync(_folder.Write("\"events_chain\": true"), new Dictionary<string, string>(), Patience.Token);

        Assert.Equal((null, 1), (broker.Url, await broker.WaitForExitAsync(Patience.Token)));
        Assert.Contains("events.jsonl.head", Assert.Single(broker.Stderr.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void C72_File_FromWhichALineIsTakenBack_IsAsItWas()
    {
        using (var file = new EventFile(Events))
        {
            file.Append("{\"a\":1}\n"u8);
            file.Append("{\"b\":2}\n"u8);
            file.TakeBack(8);
            file.EnsureSameFile();
            file.Append("{\"c\":3}\n"u8);
        }

        Assert.Equal(["{\"a\":1}", "{\"c\":3}"], File.ReadAllLines(Events));
    }

    private List<JsonElement> Lines() =>
        [.. RotatedFiles.Numbers(Events).Reverse().Select(number => RotatedFiles.Name(Events, number)).Append(Events).Where(File.Exists)
            .SelectMany(File.ReadAllLines).Select(line => JsonDocument.Parse(line).RootElement)];

    private static async Task<List<int>> AskAsync(HostSocket host, int times)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
        {
            await host.SendAsync(new RawRequest { IsLast = false }.Text, Patience.Token);
            statuses.Add((await host.ReadAnswerAsync(Patience.Token))!.Status);
        }

        return statuses;
    }
}
