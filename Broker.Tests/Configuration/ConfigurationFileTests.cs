using System.Text;
using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_WithCommentsTrailingCommasAndSchema_IsRead()
    {
        var options = _folder.Options("""
            // A comment.
            {
              "$schema": "./broker_config.schema.json", /* another */
              "upstream_base_url": "https://api.openai.example",
              "allowed_paths": ["/v1/responses",],
            }
            """);

        Assert.Equal("https://api.openai.example", options.UpstreamBaseUrl);
    }

    [Fact]
    public void File_WithByteOrderMark_IsRead()
    {
        byte[] json = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(ConfigurationFolder.Valid().ToJsonString())];

        Assert.IsType<ConfigurationResult.Loaded>(_folder.Load(json, null));
    }

    [Fact]
    public void File_Smallest_HasTheDefaults()
    {
        var options = _folder.Options(ConfigurationFolder.Valid().ToJsonString());

        Assert.Equal("127.0.0.1", options.ListenHost);
        Assert.Equal(8791, options.ListenPort);
        Assert.Empty(options.Urls);
        Assert.Equal(["http://127.0.0.1:8791"], options.ListenUrls);
        Assert.False(options.AllowRemote);
        Assert.Equal(BrokerMode.DryRun, options.Mode);
        Assert.False(options.UpstreamIsDiscovered);
        Assert.Null(options.ClientTokenEnv);
        Assert.Equal(SecretSourceKind.None, options.SecretSource.Kind);
        Assert.Equal(262_144, options.MaxRequestBytes);
        Assert.Equal(TimeSpan.FromSeconds(30), options.UpstreamTimeout);
        Assert.Empty(options.ExtraHeaders);
        Assert.Equal(Path.Combine(_folder.Folder, "events.jsonl"), options.EventsPath);
    }

    [Fact]
    public void File_BytesThatAreNotUtf8_AreAnError()
    {
        byte[] json = [.. "{\"mode\":\""u8, 0xFF, .. "\"}"u8];

        var failed = Assert.IsType<ConfigurationResult.Failed>(_folder.Load(json, null));

        Assert.Contains(failed.Problems, problem => problem.Remedy.Contains("line 1, column 9", StringComparison.Ordinal));
    }

    [Fact]
    public void File_Utf16_SaysSo()
    {
        var failed = Assert.IsType<ConfigurationResult.Failed>(_folder.Load([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{}")], null));

        Assert.Contains("UTF-16", Assert.Single(failed.Problems).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void File_Missing_NamesTheOptionAndThePath()
    {
        var result = ConfigurationLoader.Load("missing.json", null, new VariableSet(), _folder.Folder);

        var problem = Assert.Single(Assert.IsType<ConfigurationResult.Failed>(result).Problems);
        Assert.Equal("--config", problem.Key);
        Assert.Equal(Path.Combine(_folder.Folder, "missing.json"), problem.Value);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("missing/missing.json")]
    [InlineData("a\0b")]
    [InlineData("")]
    public void File_NotAFile_NamesTheOption(string path)
    {
        var result = ConfigurationLoader.Load(path, null, new VariableSet(), _folder.Folder);

        Assert.Equal("--config", Assert.Single(Assert.IsType<ConfigurationResult.Failed>(result).Problems).Key);
    }

    [Fact]
    public void File_TooLong_IsAnError()
    {
        var result = _folder.Load(new string(' ', (1024 * 1024) + 1));

        Assert.Contains("1 MiB", Assert.Single(Assert.IsType<ConfigurationResult.Failed>(result).Problems).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void File_WrittenByOthers_IsWarnedOf()
    {
        _folder.Load(ConfigurationFolder.Valid().ToJsonString());
        MakeWritable(_folder.File);

        var loaded = ConfigurationFolder.Loaded(ConfigurationLoader.Load(_folder.File, null, new VariableSet(), _folder.Folder));

        // Windows has no such permissions, and nothing is said there.
        var expected = OperatingSystem.IsWindows() ? 0 : 1;
        Assert.Equal(expected, loaded.Warnings.Count(warning => warning.Contains($"chmod go-w {_folder.File}", StringComparison.Ordinal)));
    }

    [Fact]
    public void File_SeveralProblems_AreAllReported()
    {
        var problems = _folder.Problems("""{"listen_prt":1,"listen_port":70000,"mode":"x","max_request_bytes":0}""", ("Broker__nonsense", "1"));

        Assert.Equal(
            ["Broker__nonsense", "allowed_paths", "listen_port", "listen_prt", "max_request_bytes", "mode", "upstream_base_url"],
            problems.Select(problem => problem.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void File_NotNamed_IsTheDryRunBesideTheBinary()
    {
        var loaded = ConfigurationFolder.Loaded(ConfigurationLoader.Load(null, null, new VariableSet(), _folder.Folder));

        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "configs", "broker_config.dry-run.json"), loaded.FilePath);
        Assert.Equal(BrokerMode.DryRun, LabSettings.From(loaded.Settings).Mode);
    }

    private static void MakeWritable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        }
    }
}
