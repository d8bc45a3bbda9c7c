using System.Text;
using Broker.Service.Configuration;

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

    [Theory]
    [InlineData("allowed_path", "allowed_paths")]
    [InlineData("Listen_Port", "listen_port")]
    [InlineData("listenPort", "listen_port")]
    [InlineData("secret-source", "secret_source")]
    [InlineData("token_env", "client_token_env")]
    public void File_UnknownKey_NamesTheNearest(string key, string nearest)
    {
        var problem = _folder.Problem(ConfigurationFolder.With(key, "\"sk-canary\""));

        Assert.Equal(key, problem.Key);
        Assert.Contains($"nearest known one is {nearest}.", problem.Remedy, StringComparison.Ordinal);
        Assert.Null(problem.Value);
    }

    [Fact]
    public void File_UnknownKeyOfManyCharacters_IsAnsweredAtOnce()
    {
        var problem = _folder.Problem(ConfigurationFolder.With(new string('k', 500_000), "1"));

        Assert.True(problem.Key.Length < 200);
    }

    [Theory]
    [InlineData("listen_host", "8791", "8791")]
    [InlineData("listen_port", "\"8791\"", "\"8791\"")]
    [InlineData("listen_port", "87.5", "87.5")]
    [InlineData("listen_port", "null", "null")]
    [InlineData("allow_remote", "\"true\"", "\"true\"")]
    [InlineData("allow_remote", "1", "1")]
    [InlineData("mode", "true", "true")]
    [InlineData("mode", "[]", "an empty list")]
    [InlineData("upstream_base_url", "1", "a number")]
    [InlineData("allowed_paths", "\"/v1/responses\"", "\"/v1/responses\"")]
    [InlineData("allowed_paths", "{}", "an object")]
    [InlineData("client_token_env", "null", "null")]
    [InlineData("secret_source", "\"sk-canary\"", "a string")]
    [InlineData("secret_source", "[1]", "a list")]
    [InlineData("max_request_bytes", "\"1\"", "\"1\"")]
    [InlineData("max_request_bytes", "1e3", "1e3")]
    [InlineData("upstream_timeout_seconds", "\"30\"", "\"30\"")]
    [InlineData("extra_headers", "[]", "an empty list")]
    [InlineData("extra_headers", "\"X-Key: sk-canary\"", "a string")]
    [InlineData("events_path", "{}", "an object")]
    public void File_ValueOfTheWrongType_IsAnError(string key, string json, string shown)
    {
        var problem = _folder.Problem(ConfigurationFolder.With(key, json));

        Assert.Equal(key, problem.Key);
        Assert.Equal(shown, problem.Value);
        Assert.Contains("Give ", problem.Remedy, StringComparison.Ordinal);
        Assert.Equal("file", problem.Origin.Text);
    }

    [Theory]
    [InlineData("""{"mode":"dry_run","mode":"proxy","upstream_base_url":"https://a.example","allowed_paths":["/v1"]}""", "mode")]
    [InlineData("""{"upstream_base_url":"https://a.example","allowed_paths":["/v1"],"secret_source":{"kind":"none","kind":"none"}}""", "secret_source.kind")]
    [InlineData("""{"upstream_base_url":"https://a.example","allowed_paths":["/v1"],"extra_headers":{"X-A":"1","X-A":"2"}}""", "extra_headers.X-A")]
    [InlineData("""{"upstream_base_url":"https://a.example","allowed_paths":["/v1"],"m\u006fde":"proxy","mode":"dry_run"}""", "mode")]
    public void File_DuplicateKey_IsAnError(string json, string key)
    {
        var problem = _folder.Problem(json);

        Assert.Equal(key, problem.Key);
        Assert.Contains("twice", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"mode\": \"dry_run\"\n  \"listen_port\": 1\n}", "line 3, column 3")]
    [InlineData("{\"ä\": tru }", "line 1, column 10")]
    [InlineData("{\r\n\"mode\": 'x'}", "line 2, column 9")]
    [InlineData("{} {}", "line 1, column 4")]
    public void File_InvalidJson_NamesLineAndColumn(string json, string place)
    {
        var problem = _folder.Problem(json);

        Assert.Contains("Not valid JSON", problem.Remedy, StringComparison.Ordinal);
        Assert.Contains(place, problem.Remedy, StringComparison.Ordinal);
        Assert.Equal(_folder.File, problem.Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"mode\":")]
    [InlineData("// nothing else")]
    public void File_EndsTooEarly_SaysSo(string json) =>
        Assert.Contains("ends too early", _folder.Problem(json).Remedy, StringComparison.Ordinal);

    [Theory]
    [InlineData("[]", "an empty list")]
    [InlineData("\"sk-canary\"", "a string")]
    [InlineData("null", "null")]
    public void File_NotAnObject_SaysWhatItHolds(string json, string found)
    {
        var remedy = _folder.Problem(json).Remedy;

        Assert.Contains($"holds {found};", remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void File_NestedDeeply_IsAnError()
    {
        var json = $"{{\"extra_headers\":{new string('[', 100_000)}";

        Assert.Contains("nested deeper than 64", _folder.Problem(json).Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"upstream_base_url":"https://a.example","allowed_paths":["/v1\ud800"]}""")]
    [InlineData("""{"upstream_base_url":"https://a.example","allowed_paths":["/v1"],"x\udc00":1}""")]
    public void File_HalfASurrogatePair_IsAnError(string json) =>
        Assert.Contains(_folder.Problems(json), problem => problem.Remedy.Contains("surrogate", StringComparison.Ordinal));

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
        Assert.Equal(BrokerMode.DryRun, loaded.Options.Mode);
    }

    private static void MakeWritable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        }
    }
}
