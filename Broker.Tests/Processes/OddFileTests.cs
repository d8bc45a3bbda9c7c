using System.Net.Sockets;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Processes;

/// <summary>C68: where the event log or something beside it would be, there is no file.</summary>
public sealed class OddFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pipe")]
    [InlineData("socket")]
    [InlineData("folder")]
    [InlineData("link to a pipe")]
    [InlineData("/dev/tty")]
    [InlineData("/dev/ptmx")]
    [InlineData("/dev/zero")]
    [InlineData("/dev/fd/1")]
    public async Task C68_EventsPath_ThatIsNoFile_IsRefusedAsConfiguration(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);
        var path = kind.StartsWith('/') ? kind : _folder.File("log");
        using var socket = await MakeAsync(path, kind);
        await using var broker = BrokerChild.Start(["--config", BrokerChild.WriteConfig(_folder, $"\"events_path\": \"{path}\"")]);

        var (code, output, errors) = await broker.EndAsync();

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("events_path", errors, StringComparison.Ordinal);
        AssertReadable(errors);
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/stdout")]
    [InlineData("/dev/stderr")]
    public async Task C68_EventsPath_ThatIsAStream_GetsTheEvents(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);
        File.CreateSymbolicLink(_folder.File("link"), path);
        await using var broker = BrokerChild.Start(
            ["--config", BrokerChild.WriteConfig(_folder, "\"events_path\": \"link\", \"events_chain\": true, \"events_max_bytes\": 4096")]);
        using var client = StartTests.Client(await broker.ListenAsync());

        using var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Patience.Token);
        await broker.SignalAsync("TERM");

        var (code, output, errors) = await broker.EndAsync();
        Assert.Equal((200, 0), ((int)answer.StatusCode, code));
        Assert.Equal(path.Contains("stdout", StringComparison.Ordinal), output.Contains("\"path\":\"/healthz\"", StringComparison.Ordinal));
        Assert.Equal(path.Contains("stderr", StringComparison.Ordinal), errors.Contains("\"path\":\"/healthz\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("events.jsonl.head")]
    [InlineData("events.jsonl.1")]
    public async Task C68_FileBesideTheLog_ThatIsAPipe_EndsTheStartAndTheVerificationWithALine(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);
        var config = BrokerChild.WriteConfig(_folder, "\"events_chain\": true");
        await UnixFiles.MakePipeAsync(_folder.File(name), Patience.Token);
        await using var broker = BrokerChild.Start(["--config", config]);

        var (code, output, errors) = await broker.EndAsync();

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(name, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.File("events.jsonl"), "", Patience.Token);
        await using var verify = BrokerChild.Start(["verify-events", _folder.File("events.jsonl")]);
        (code, output, errors) = await verify.EndAsync();
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(name, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C68_Log_ReplacedByAPipe_IsA503UntilItIsAFileAgain()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);
        await using var broker = BrokerChild.Start(["--config", BrokerChild.WriteConfig(_folder)]);
        using var client = StartTests.Client(await broker.ListenAsync());
        File.Delete(_folder.File("events.jsonl"));
        await UnixFiles.MakePipeAsync(_folder.File("events.jsonl"), Patience.Token);

        using var refused = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Patience.Token);
        File.Delete(_folder.File("events.jsonl"));
        using var answered = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Patience.Token);

        Assert.Equal((503, 200), ((int)refused.StatusCode, (int)answered.StatusCode));
    }

    [Fact]
    public async Task C68_WorkingFolder_ThatIsGone_KeepsNothingFromStarting()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows removes no folder that somebody works in.");
        Directory.CreateDirectory(_folder.File("gone"));
        await using var broker = BrokerChild.StartByShell(
            "cd \"$FOLDER\" && rmdir \"$FOLDER\" && exec \"$@\"", ["--config", BrokerChild.WriteConfig(_folder)], ("FOLDER", _folder.File("gone")));
        await broker.ListenAsync();
        await broker.SignalAsync("TERM");

        var (code, _, errors) = await broker.EndAsync();

        Assert.Equal(0, code);
        AssertReadable(errors);
    }

    private static async Task<Socket?> MakeAsync(string path, string kind)
    {
        switch (kind)
        {
            case "pipe":
                await UnixFiles.MakePipeAsync(path, Patience.Token);
                break;
            case "link to a pipe":
                await UnixFiles.MakePipeAsync(path + ".pipe", Patience.Token);
                File.CreateSymbolicLink(path, path + ".pipe");
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "socket":
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                socket.Bind(new UnixDomainSocketEndPoint(path));
                return socket;
        }

        return null;
    }

    private static void AssertReadable(string errors)
    {
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", errors, StringComparison.Ordinal);
    }
}
