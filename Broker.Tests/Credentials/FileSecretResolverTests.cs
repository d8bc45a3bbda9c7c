using System.Text;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Credentials;

/// <summary>A key in a file: what is taken, what is refused and how that is said, and that nothing of it stays in memory.</summary>
public sealed class FileSecretResolverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger<FileSecretResolver> _log = new();
    private readonly string _path;

    public FileSecretResolverTests() => _path = _folder.File("openai-key");

    public static TheoryData<string> Unfit =>
        ["", " \r\n", "\ufeff\n", "sk-CANARY sk-CANARY-2", "sk-CANARY\nX-Evil: y", "sk-CANARY\u00e9", "sk-CANARY\0", "sk-\ufeffCANARY", "sk-CANARY\udcff"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sk-key")]
    [InlineData(" \tsk-key\r\n\r\n")]
    [InlineData("\ufeffsk-key")]
    [InlineData("\ufeffsk-key\r\n")]
    public async Task ResolveAsync_KeyInTheFile_IsTrimmedOfWhatEditorsAdd(string content)
    {
        Write(content);
        Assert.Equal("sk-key", await Create().RevealAsync());
        Assert.Empty(_log.Lines());
    }

    [Theory]
    [MemberData(nameof(Unfit))]
    public async Task ResolveAsync_ContentThatIsNoKey_IsRefusedWithoutRepeatingIt(string content)
    {
        Write(content);
        await AssertFailsAsync(_path);
    }

    [Theory]
    [InlineData(8192, null)]
    [InlineData(8193, "8192")]
    [InlineData(65_536, "8192")]
    [InlineData(65_537, "65536")]
    [InlineData(10_000_000, "65536")]
    public async Task ResolveAsync_LongFile_IsReadUpToABound(int length, string? bound)
    {
        Write(new string('k', length));
        if (bound is null)
        {
            await Create().RevealAsync();
        }
        else
        {
            await AssertFailsAsync(_path, bound);
        }
    }

    [Fact]
    public async Task ResolveAsync_NoFileOrNoRegularOne_SaysSoWithoutItsFolder()
    {
        await AssertFailsAsync(_path, "not exist");
        await AssertFailsAsync(_folder.File("missing/openai-key"), "not exist");
        Directory.CreateDirectory(_path);
        await AssertFailsAsync(_path, "regular");
    }

    [Fact]
    public async Task ResolveAsync_PipeDeviceOrLinksInACircle_IsRefusedAndNotWaitedFor()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);
        await UnixFiles.MakePipeAsync(_path, TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(_folder.File("link"), "openai-key");
        File.CreateSymbolicLink(_folder.File("circle"), "circle");
        await AssertFailsAsync(_path, "regular");
        await AssertFailsAsync(_folder.File("link"), "regular");
        await AssertFailsAsync("/dev/zero", "regular");
        await AssertFailsAsync(_folder.File("circle"));
    }

    [Fact]
    public async Task ResolveAsync_FileThatMayNotBeRead_SaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may read everything.");
        Write("sk-key", "000");
        await AssertFailsAsync(_path, "denied");
    }

    [Fact]
    public async Task ResolveAsync_FileSystemThatDoesNotAnswer_IsGivenUpAndWhatStillComesIsWiped()
    {
        var file = new LateFile();
        Write("sk-key");
        var resolving = Create(open: _ => file).FailAsync();
        var buffer = await file.Asked.WaitAsync(Patience.Token);

        _time.Advance(FileSecretResolver.TimeLimit);
        Assert.Contains("30 s", await resolving, StringComparison.Ordinal);

        file.Answer("sk-CANARY"u8);
        await file.Closed.WaitAsync(Patience.Token);
        Assert.Equal(-1, buffer.Span.IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public async Task ResolveAsync_Cancelled_Throws()
    {
        Write("sk-key");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Create().ResolveAsync(new CancellationToken(canceled: true)).AsTask());
    }

    [Theory]
    [InlineData("sk-key\n")]
    [InlineData("sk-1 sk-2")]
    public async Task ResolveAsync_WhateverStandsInTheFile_IsWipedFromItsBuffer(string content)
    {
        var file = new LateFile();
        Write(content);
        var resolving = Create(open: _ => file).ResolveAsync(TestContext.Current.CancellationToken).AsTask();
        var buffer = await file.Asked.WaitAsync(Patience.Token);
        file.Answer(Encoding.UTF8.GetBytes(content));
        await resolving;

        Assert.Equal(-1, buffer.Span.IndexOfAnyExcept((byte)0));
    }

    [Theory]
    [InlineData("600", 0)]
    [InlineData("400", 0)]
    [InlineData("700", 0)]
    [InlineData("640", 1)]
    [InlineData("604", 1)]
    [InlineData("620", 1)]
    [InlineData("666", 1)]
    public async Task ResolveAsync_FileOpenToOthers_IsWarnedOfOncePerChange(string mode, int warnings)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);
        Write("sk-key", mode);
        var resolver = Create();
        await resolver.RevealAsync();
        await resolver.RevealAsync();
        Assert.Equal(warnings, _log.Lines().Count);

        Write("sk-another", mode);
        await resolver.RevealAsync();
        Assert.Equal(2 * warnings, _log.Lines().Count);
        Assert.All(_log.Lines(), line => Assert.Contains($"chmod go-rwx {_path}", line, StringComparison.Ordinal));
    }

    private void Write(string content, string mode = "600")
    {
        // A lone surrogate stands for a byte that is no text.
        var bytes = content.EndsWith('\udcff') ? [.. Encoding.UTF8.GetBytes(content[..^1]), 0xff] : Encoding.UTF8.GetBytes(content);
        File.WriteAllBytes(_path, bytes);
        UnixFiles.SetMode(_path, mode);
    }

    private FileSecretResolver Create(Func<string, Stream>? open = null, string? path = null) =>
        new(new SecretSourceOptions { Kind = SecretSourceKind.File, Path = path ?? _path }, _time, _log, open);

    private async Task AssertFailsAsync(string path, string reason = "")
    {
        var detail = await Create(path: path).FailAsync();
        Assert.StartsWith($"file:{Path.GetFileName(path)}: ", detail, StringComparison.Ordinal);
        Assert.Contains(reason, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", detail, StringComparison.Ordinal);
    }
}
