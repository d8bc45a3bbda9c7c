using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Credentials;

/// <summary>A key in a file that changes: written anew, replaced, mounted anew.</summary>
public sealed class FileSecretChangeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly string _path;
    private readonly FileSecretResolver _resolver;

    public FileSecretChangeTests()
    {
        _path = _folder.File("openai-key");
        _resolver = new(new SecretSourceOptions { Kind = SecretSourceKind.File, Path = _path }, _time, new FakeLogger<FileSecretResolver>());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task HasChanged_FileLeftAlone_IsFalseHoweverOftenItIsRead()
    {
        Assert.True(_resolver.HasChanged());
        Write(_path, "sk-key");
        await AssertHasAsync("sk-key");
        await File.ReadAllTextAsync(_path, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.False(_resolver.HasChanged());
    }

    [Theory]
    [InlineData("sk-second")]
    [InlineData("sk-key")]
    public async Task HasChanged_FileIsWrittenAnew_IsTrueUntilItIsRead(string content)
    {
        Write(_path, "sk-first");
        await AssertHasAsync("sk-first");
        Write(_path, content);
        Assert.True(_resolver.HasChanged());
        await AssertHasAsync(content);
    }

    [Fact]
    public async Task HasChanged_FileIsReplacedByARename_IsTrue()
    {
        Write(_path, "sk-first");
        await AssertHasAsync("sk-first");
        UnixFiles.Replace(_path, "sk-later");
        Assert.True(_resolver.HasChanged());
        await AssertHasAsync("sk-later");
    }

    [Fact]
    public async Task HasChanged_OneOfTheLinksOnTheWayIsSwapped_IsTrue()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");

        // As Kubernetes mounts secrets: openai-key → ..data/openai-key, ..data → a folder with a time in its name.
        foreach (var (name, key) in ((string, string)[])[("..1", "sk-first"), ("..2", "sk-other")])
        {
            Directory.CreateDirectory(_folder.File(name));
            Write(_folder.File($"{name}/openai-key"), key);
        }

        Directory.CreateSymbolicLink(_folder.File("..data"), "..1");
        File.CreateSymbolicLink(_path, "..data/openai-key");
        await AssertHasAsync("sk-first");

        Directory.Delete(_folder.File("..data"));
        Directory.CreateSymbolicLink(_folder.File("..data"), "..2");
        Assert.True(_resolver.HasChanged());
        await AssertHasAsync("sk-other");
    }

    [Fact]
    public async Task HasChanged_FileGoesAndComesBack_IsTrueEachTime()
    {
        Write(_path, "sk-first");
        await AssertHasAsync("sk-first");
        File.Delete(_path);
        Assert.True(_resolver.HasChanged());
        await _resolver.FailAsync();
        Assert.False(_resolver.HasChanged());

        Write(_path, "sk-first");
        Assert.True(_resolver.HasChanged());
        await AssertHasAsync("sk-first");
    }

    [Fact]
    public async Task HasChanged_FileWasReadSoonAfterItChanged_IsTrueOnceMoreLater()
    {
        Write(_path, "sk-first");
        _time.SetUtcNow(DateTimeOffset.UtcNow);
        await AssertHasAsync("sk-first");
        _time.Advance(FileSecretResolver.Tick);
        Assert.True(_resolver.HasChanged());
        await AssertHasAsync("sk-first");
        _time.Advance(FileSecretResolver.Tick);
        Assert.False(_resolver.HasChanged());
    }

    /// <summary>The key is read, and nothing has changed since.</summary>
    private async Task AssertHasAsync(string key)
    {
        Assert.Equal(key, await _resolver.RevealAsync());
        Assert.False(_resolver.HasChanged());
    }

    private static void Write(string path, string content)
    {
        File.WriteAllText(path, content);
        UnixFiles.SetMode(path, "600");
    }
}
