using System.Text;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Credentials;

public sealed class FileSecretResolverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger<FileSecretResolver> _log = new();
    private readonly string _path;

    public FileSecretResolverTests() => _path = _folder.File("openai-key");

    public static TheoryData<string> Unfit => new("sk-CANARY sk-CANARY-2", "sk-CANARY\nX-Evil: y", "sk-CANARY\u00e9", "sk-CANARY\0", "sk-\ufeffCANARY");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sk-key")]
    [InlineData("sk-key\n")]
    [InlineData(" \tsk-key\r\n\r\n")]
    [InlineData("\ufeffsk-key")]
    [InlineData("\ufeffsk-key\r\n")]
    public async Task ResolveAsync_KeyInTheFile_IsTrimmedOfWhatEditorsAdd(string content)
    {
        Write(content);

        Assert.Equal("sk-key", await RevealAsync(Create()));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    [InlineData("\ufeff\n")]
    public async Task ResolveAsync_EmptyFile_IsSaid(string content)
    {
        Write(content);

        Assert.Equal("file:openai-key: the value in the file is empty", await FailAsync(Create()));
    }

    [Theory]
    [MemberData(nameof(Unfit))]
    public async Task ResolveAsync_ContentThatIsNoKey_IsRefusedWithoutRepeatingIt(string content)
    {
        Write(content);

        var detail = await FailAsync(Create());

        Assert.Equal("file:openai-key: the value in the file has characters outside ! to ~ (white space inside it, say)", detail);
    }

    [Fact]
    public async Task ResolveAsync_BytesThatAreNoText_AreRefused()
    {
        await File.WriteAllBytesAsync(_path, [(byte)'s', 0xff, (byte)'k'], Cancel);

        Assert.Contains("outside ! to ~", await FailAsync(Create()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8192, null)]
    [InlineData(8193, "file:openai-key: the value in the file is longer than 8192 characters")]
    [InlineData(65_536, "file:openai-key: the value in the file is longer than 8192 characters")]
    [InlineData(65_537, "file:openai-key: the file is longer than 65536 bytes")]
    [InlineData(10_000_000, "file:openai-key: the file is longer than 65536 bytes")]
    public async Task ResolveAsync_LongFile_IsReadUpToABound(int length, string? detail)
    {
        Write(new string('k', length));

        var result = await Create().ResolveAsync(Cancel);

        Assert.Equal(detail, (result as SecretResult.Unavailable)?.Detail);
    }

    [Fact]
    public async Task ResolveAsync_FileSystemThatDoesNotAnswer_IsGivenUpAndWhatStillComesIsWiped()
    {
        var file = new LateFile();
        Write("sk-key");
        var resolving = Create(open: _ => file).ResolveAsync(Cancel).AsTask();
        var buffer = await file.Asked.WaitAsync(Patience.Token);

        _time.Advance(FileSecretResolver.TimeLimit);

        Assert.Equal("file:openai-key: the file could not be read within 30 s", Assert.IsType<SecretResult.Unavailable>(await resolving).Detail);
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

    [Fact]
    public async Task ResolveAsync_WhateverStandsInTheFile_IsWipedFromItsBuffer()
    {
        foreach (var content in (string[])["sk-key\n", "sk-1 sk-2"])
        {
            var file = new LateFile();
            Write(content);
            var resolving = Create(open: _ => file).ResolveAsync(Cancel).AsTask();
            var buffer = await file.Asked.WaitAsync(Patience.Token);
            file.Answer(Encoding.UTF8.GetBytes(content));

            await resolving;

            Assert.Equal(-1, buffer.Span.IndexOfAnyExcept((byte)0));
        }
    }

    [Theory]
    [InlineData("600", null)]
    [InlineData("400", null)]
    [InlineData("700", null)]
    [InlineData("640", "read")]
    [InlineData("604", "read")]
    [InlineData("644", "read")]
    [InlineData("620", "change")]
    [InlineData("666", "read and change")]
    public async Task ResolveAsync_FileOpenToOthers_IsWarnedOfOncePerChange(string mode, string? verb)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);
        Write("sk-key", mode);
        var resolver = Create();

        await RevealAsync(resolver);
        await RevealAsync(resolver);
        string[] expected = verb is null ? [] : [$"Other users may {verb} the provider's key in {_path}. Remedy: chmod go-rwx {_path}"];
        Assert.Equal(expected, _log.Lines);

        Write("sk-another", mode);
        await RevealAsync(resolver);
        Assert.Equal([.. expected, .. expected], _log.Lines);
    }

    private void Write(string content, string mode = "600")
    {
        File.WriteAllText(_path, content);
        UnixFiles.SetMode(_path, mode);
    }

    private FileSecretResolver Create(Func<string, Stream>? open = null) =>
        new(new SecretSourceOptions { Kind = SecretSourceKind.File, Path = _path }, _time, _log, open);

    private static async Task<string> RevealAsync(FileSecretResolver resolver) =>
        Assert.IsType<SecretResult.Found>(await resolver.ResolveAsync(Cancel)).Secret.Reveal();

    private static async Task<string> FailAsync(FileSecretResolver resolver) =>
        Assert.IsType<SecretResult.Unavailable>(await resolver.ResolveAsync(Patience.Token)).Detail;
}
