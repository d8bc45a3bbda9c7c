using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Credentials;

/// <summary>A key file that is missing, forbidden or no file.</summary>
public sealed class FileSecretOddFileTests : IDisposable
{
    private const string OnlyForUsers = "Root may read everything.";

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public FileSecretOddFileTests() => _path = _folder.File("openai-key");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ResolveAsync_NoFile_SaysSoWithoutItsFolder()
    {
        Assert.Equal("file:openai-key: the file does not exist", await FailAsync(_path));
        Assert.Equal("file:key: the file does not exist", await FailAsync(_folder.File("missing/key")));
    }

    [Fact]
    public async Task ResolveAsync_FileThatMayNotBeRead_SaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);
        Assert.SkipWhen(Environment.IsPrivilegedProcess, OnlyForUsers);
        await File.WriteAllTextAsync(_path, "sk-key", Cancel);
        UnixFiles.SetMode(_path, "000");

        Assert.Equal("file:openai-key: access to the file is denied", await FailAsync(_path));
    }

    [Fact]
    public async Task ResolveAsync_Folder_IsRefused()
    {
        Directory.CreateDirectory(_path);

        Assert.Equal("file:openai-key: it is no regular file", await FailAsync(_path));
    }

    [Fact]
    public async Task ResolveAsync_Pipe_IsRefusedAndNotWaitedFor()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);
        await UnixFiles.MakePipeAsync(_path, Cancel);
        File.CreateSymbolicLink(_folder.File("link"), "openai-key");

        Assert.Equal("file:openai-key: it is no regular file", await FailAsync(_path));
        Assert.Equal("file:link: it is no regular file", await FailAsync(_folder.File("link")));
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/zero")]
    public async Task ResolveAsync_Device_IsRefused(string device)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);

        Assert.EndsWith(": it is no regular file", await FailAsync(device), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_LinksInACircle_AreAFailure()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);
        File.CreateSymbolicLink(_path, "openai-key");

        Assert.StartsWith("file:openai-key: ", await FailAsync(_path), StringComparison.Ordinal);
    }

    private static async Task<string> FailAsync(string path)
    {
        var resolver = new FileSecretResolver(
            new SecretSourceOptions { Kind = SecretSourceKind.File, Path = path }, TimeProvider.System, new ListLogger<FileSecretResolver>());
        return Assert.IsType<SecretResult.Unavailable>(await resolver.ResolveAsync(Patience.Token)).Detail;
    }
}
