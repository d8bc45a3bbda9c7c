using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Credentials;

/// <summary>A key in a file that changes: written anew, replaced, mounted anew.</summary>
public sealed class FileSecretChangeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly string _path;

    public FileSecretChangeTests() => _path = _folder.File("openai-key");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task HasChanged_FileLeftAlone_IsFalseHoweverOftenItIsRead()
    {
        var resolver = Create();
        Assert.True(resolver.HasChanged());
        Write("sk-key");
        await RevealAsync(resolver);

        Assert.False(resolver.HasChanged());
        Assert.False(resolver.HasChanged());
        await File.ReadAllTextAsync(_path, Cancel);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.False(resolver.HasChanged());
    }

    [Theory]
    [InlineData("sk-second")]
    [InlineData("sk-key")]
    public async Task HasChanged_FileIsWrittenAnew_IsTrueUntilItIsRead(string content)
    {
        var resolver = await ReadAsync("sk-first");

        Write(content);

        Assert.True(resolver.HasChanged());
        Assert.Equal(content, await RevealAsync(resolver));
        Assert.False(resolver.HasChanged());
    }

    [Fact]
    public async Task HasChanged_FileIsReplacedByARename_IsTrue()
    {
        var resolver = await ReadAsync("sk-first");

        UnixFiles.Replace(_path, "sk-later");

        Assert.True(resolver.HasChanged());
        Assert.Equal("sk-later", await RevealAsync(resolver));
        Assert.False(resolver.HasChanged());
    }

    [Fact]
    public async Task HasChanged_OneOfTheLinksOnTheWayIsSwapped_IsTrue()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        // As Kubernetes mounts secrets: openai-key → ..data/openai-key, ..data → a folder with a time in its name.
        foreach (var (name, key) in ((string, string)[])[("..1", "sk-first"), ("..2", "sk-other")])
        {
            Directory.CreateDirectory(_folder.File(name));
            await File.WriteAllTextAsync(_folder.File($"{name}/openai-key"), key, Cancel);
            UnixFiles.SetMode(_folder.File($"{name}/openai-key"), "400");
        }

        Directory.CreateSymbolicLink(_folder.File("..data"), "..1");
        File.CreateSymbolicLink(_path, "..data/openai-key");
        var resolver = Create();
        Assert.Equal("sk-first", await RevealAsync(resolver));
        Assert.False(resolver.HasChanged());

        Directory.Delete(_folder.File("..data"));
        Directory.CreateSymbolicLink(_folder.File("..data"), "..2");

        Assert.True(resolver.HasChanged());
        Assert.Equal("sk-other", await RevealAsync(resolver));
        Assert.False(resolver.HasChanged());
    }

    [Fact]
    public async Task HasChanged_FileGoesAndComesBack_IsTrueEachTime()
    {
        var resolver = await ReadAsync("sk-first");

        File.Delete(_path);
        Assert.True(resolver.HasChanged());
        Assert.Equal("file:openai-key: the file does not exist", await FailAsync(resolver));
        Assert.False(resolver.HasChanged());

        Write("sk-first");
        Assert.True(resolver.HasChanged());
        Assert.Equal("sk-first", await RevealAsync(resolver));
    }

    [Fact]
    public async Task HasChanged_FileWasReadSoonAfterItChanged_IsTrueOnceMoreLater()
    {
        Write("sk-first");
        _time.SetUtcNow(DateTimeOffset.UtcNow);
        var resolver = Create();
        await RevealAsync(resolver);
        Assert.False(resolver.HasChanged());

        _time.Advance(FileSecretResolver.Tick);
        Assert.True(resolver.HasChanged());
        await RevealAsync(resolver);

        _time.Advance(FileSecretResolver.Tick);
        Assert.False(resolver.HasChanged());
    }

    private async Task<FileSecretResolver> ReadAsync(string key)
    {
        Write(key);
        var resolver = Create();
        Assert.Equal(key, await RevealAsync(resolver));
        Assert.False(resolver.HasChanged());
        return resolver;
    }

    private void Write(string content)
    {
        File.WriteAllText(_path, content);
        UnixFiles.SetMode(_path, "600");
    }

    private FileSecretResolver Create() =>
        new(new SecretSourceOptions { Kind = SecretSourceKind.File, Path = _path }, _time, new ListLogger<FileSecretResolver>());

    private static async Task<string> RevealAsync(FileSecretResolver resolver) =>
        Assert.IsType<SecretResult.Found>(await resolver.ResolveAsync(Cancel)).Secret.Reveal();

    private static async Task<string> FailAsync(FileSecretResolver resolver) =>
        Assert.IsType<SecretResult.Unavailable>(await resolver.ResolveAsync(Patience.Token)).Detail;
}
