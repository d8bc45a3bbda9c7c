using System.Text;
using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Configuration;

/// <summary>The file as a whole: its JSON, its keys, its defaults, and what is said where it cannot be read.</summary>
public sealed class ConfigurationFileTests : IDisposable
{
    private const string Head = """{"upstream_base_url":"https://a.example","allowed_paths":["/v1"]""";
    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> NoObjects =>
    [
        "", "{", "{\"mode\":", "// nothing else", "[]", "\"sk-canary\"", "null", "{\"allowed_paths\":[\"/v1\\ud800\"]}", "{\"x\\udc00\":1}",
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_WithCommentsTrailingCommasSchemaAndMark_IsRead()
    {
        byte[] json =
        [
            .. Encoding.UTF8.Preamble,
            .. """
            // A comment.
            {
              "$schema": "./broker_config.schema.json", /* another */
              "upstream_base_url": "https://api.openai.example",
              "allowed_paths": ["/v1/responses",],
            }
            """u8,
        ];
        Assert.Equal("https://api.openai.example", ConfigurationFolder.Loaded(_folder.Load(json, null)).Settings.Upstreams[0].BaseUrl);
    }

    [Fact]
    public void File_Smallest_HasTheDefaults()
    {
        var options = _folder.Options(ConfigurationFolder.Valid);
        Assert.Equal(["http://127.0.0.1:8791"], options.ListenUrls);
        Assert.Equal((false, BrokerMode.DryRun, false), (options.AllowRemote, options.Mode, options.UpstreamIsDiscovered));
        Assert.Equal((null, SecretSourceKind.None), (options.ClientTokenEnv, options.SecretSource.Kind));
        Assert.Equal((262_144, 30.0, 0), (options.MaxRequestBytes, options.UpstreamTimeout.TotalSeconds, options.ExtraHeaders.Count));
        Assert.Equal((0, 5, false), (options.EventsMaxBytes, options.EventsKeep, options.EventsChain));
    }

    [Theory]
    [InlineData("allowed_path", "allowed_paths")]
    [InlineData("Listen_Port", "listen_port")]
    [InlineData("listenPort", "listen_port")]
    [InlineData("secret-source", "secret_source")]
    [InlineData("token_env", "client_token_env")]
    public void Key_Unknown_NamesTheNearestAndNotItsValue(string key, string nearest)
    {
        var problem = _folder.Problem(ConfigurationFolder.With(key, "\"sk-canary\""));
        Assert.Equal((key, null), (problem.Key, problem.Value));
        Assert.Contains($" {nearest}.", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_UnknownOfManyCharacters_IsCut() => Assert.True(_folder.Problem(ConfigurationFolder.With(new string('k', 500_000), "1")).Key.Length < 200);

    [Theory]
    [InlineData($$"""{{Head}},"mode":"dry_run","mode":"proxy"}""", "mode")]
    [InlineData($$"""{{Head}},"m\u006fde":"proxy","mode":"dry_run"}""", "mode")]
    [InlineData($$$"""{{{Head}}},"secret_source":{"kind":"none","kind":"none"}}""", "secret_source.kind")]
    [InlineData($$$"""{{{Head}}},"extra_headers":{"X-A":"1","X-A":"2"}}""", "extra_headers.X-A")]
    public void Key_Twice_IsAnError(string json, string key) => Assert.Equal(key, _folder.Problem(json).Key);

    [Theory]
    [InlineData("allowed_paths")]
    [InlineData("upstream_base_url")]
    public void Key_Missing_IsAnError(string key)
    {
        var json = key == "allowed_paths" ? """{"upstream_base_url":"https://a.example"}""" : """{"allowed_paths":["/v1"]}""";
        var problem = _folder.Problem(json);
        Assert.Equal((key, null), (problem.Key, problem.Value));
    }

    [Theory]
    [InlineData("{\n  \"mode\": \"dry_run\"\n  \"listen_port\": 1\n}", "line 3, column 3")]
    [InlineData("{\"ä\": tru }", "line 1, column 10")]
    [InlineData("{\r\n\"mode\": 'x'}", "line 2, column 9")]
    [InlineData("{} {}", "line 1, column 4")]
    public void File_ThatIsNotJson_IsAnErrorNamingLineAndColumn(string json, string place)
    {
        var problem = _folder.Problem(json);
        Assert.Equal(_folder.File, problem.Key);
        Assert.Contains(place, problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NoObjects))]
    public void File_ThatIsNoObjectOfText_IsAnError(string json) => Assert.NotEmpty(_folder.Problems(json));

    [Fact]
    public void File_InAnotherEncodingTooLongOrTooDeep_IsAnErrorThatSaysSo()
    {
        var failed = Assert.IsType<ConfigurationResult.Failed>(_folder.Load([.. "{\"mode\":\""u8, 0xFF, .. "\"}"u8], null));
        Assert.Contains("line 1, column 9", failed.Problems.First(problem => problem.Key == "mode").Remedy, StringComparison.Ordinal);
        Assert.Contains(
            "UTF-16",
            ConfigurationFolder.Problem(_folder.Load([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{}")], null)).Remedy,
            StringComparison.Ordinal);
        Assert.Contains("1 MiB", _folder.Problem(new string(' ', (1024 * 1024) + 1)).Remedy, StringComparison.Ordinal);
        Assert.Contains(" 64", _folder.Problem($"{{\"extra_headers\":{new string('[', 100_000)}").Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.json")]
    [InlineData(".")]
    [InlineData("missing/missing.json")]
    [InlineData("a\0b")]
    [InlineData("")]
    public void File_NotThereOrNoFile_NamesTheOption(string path)
    {
        var problem = ConfigurationFolder.Problem(ConfigurationLoader.Load(path, null, new TestEnvironment(), _folder.Folder));
        Assert.Equal("--config", problem.Key);
        Assert.True(path != "missing.json" || problem.Value == Path.Combine(_folder.Folder, path));
    }

    [Fact]
    public void File_WrittenByOthers_IsWarnedOf()
    {
        _folder.Load(ConfigurationFolder.Valid);
        UnixFiles.SetMode(_folder.File, "660");
        var loaded = ConfigurationFolder.Loaded(ConfigurationLoader.Load(_folder.File, null, new TestEnvironment(), _folder.Folder));
        // Windows has no such permissions, and nothing is said there.
        Assert.Equal(OperatingSystem.IsWindows() ? 0 : 1, loaded.Warnings.Count);
    }

    [Fact]
    public void File_SeveralProblems_AreAllReported() => Assert.Equal(
        ["Broker__nonsense", "allowed_paths", "listen_port", "listen_prt", "max_request_bytes", "mode", "upstream_base_url"],
        _folder.Problems("""{"listen_prt":1,"listen_port":70000,"mode":"x","max_request_bytes":0}""", ("Broker__nonsense", "1"))
            .Select(problem => problem.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void File_NotNamed_IsTheDryRunBesideTheBinary()
    {
        var loaded = ConfigurationFolder.Loaded(ConfigurationLoader.Load(null, null, new TestEnvironment(), _folder.Folder));
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "configs", "broker_config.dry-run.json"), loaded.FilePath);
        Assert.Equal(BrokerMode.DryRun, loaded.Settings.Mode);
    }
}
