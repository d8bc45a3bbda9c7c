using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Configuration;

/// <summary>The secret kind <c>file</c>.</summary>
public sealed class SecretFileTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();
    private readonly string _key;

    public SecretFileTests()
    {
        _key = Path.Combine(_folder.Folder, "openai-key");
        File.WriteAllText(_key, "sk-canary");
        UnixFiles.SetMode(_key, "600");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("openai-key")]
    [InlineData("./openai-key")]
    [InlineData("below/../openai-key")]
    public void SecretSource_RelativePath_BeginsInTheFolderOfTheConfiguration(string path)
    {
        var loaded = ConfigurationFolder.Loaded(_folder.Load(Json($$"""{"kind":"file","path":"{{path}}"}"""), ("Broker__mode", "proxy")));

        Assert.Equal((SecretSourceKind.File, _key, "file:openai-key"), Of(LabSettings.From(loaded.Settings).SecretSource));
        Assert.Equal($"file:{_key}", loaded.Effective.Single(setting => setting.Key == "secret_source").Value);
        Assert.Empty(loaded.Warnings);
    }

    [Fact]
    public void SecretSource_FromTheEnvironment_TakesTheWholeSourceFromThere()
    {
        var options = _folder.Options(
            Json("""{"kind":"env","name":"KEY"}"""), ("Broker__secret_source__kind", "file"), ("BROKER__SECRET_SOURCE__PATH", _key));

        Assert.Equal((SecretSourceKind.File, _key, "file:openai-key"), Of(options.SecretSource));
        Assert.Null(options.SecretSource.Name);
    }

    [Fact]
    public void SecretSource_PathAloneFromTheEnvironment_IsMergedIntoTheFile() =>
        Assert.Equal(_key, _folder.Options(Json("""{"kind":"file","path":"/other"}"""), ("Broker__secret_source__path", "openai-key")).SecretSource.Path);

    [Theory]
    [InlineData("""{"kind":"file"}""", "path")]
    [InlineData("""{"kind":"file","path":null}""", "path")]
    [InlineData("""{"kind":"file","path":1}""", "path")]
    [InlineData("""{"kind":"file","path":["canary"]}""", "path")]
    [InlineData("""{"kind":"file","path":""}""", "path")]
    [InlineData("""{"kind":"file","path":" "}""", "path")]
    [InlineData("""{"kind":"file","path":"canary/"}""", "path")]
    [InlineData("""{"kind":"file","path":"./can\u0000ary"}""", "path")]
    [InlineData("""{"kind":"file","path":"sk-canary-0123456789"}""", "path")]
    [InlineData("""{"kind":"file","path":"/canary","name":"canary"}""", "name")]
    [InlineData("""{"kind":"file","path":"/canary","argv":["canary"]}""", "argv")]
    [InlineData("""{"kind":"file","path":"/canary","pth":"canary"}""", "pth")]
    [InlineData("""{"kind":"none","path":"/canary"}""", "path")]
    [InlineData("""{"kind":"env","name":"KEY","path":"/canary"}""", "path")]
    [InlineData("""{"kind":"command","argv":["op"],"path":"/canary"}""", "path")]
    public void SecretSource_Malformed_NamesTheKeyAndShowsNoValue(string json, string key)
    {
        var failed = Assert.IsType<ConfigurationResult.Failed>(_folder.Load(Json(json)));

        Assert.Equal($"secret_source.{key}", Assert.Single(failed.Problems).Key);
        Assert.DoesNotContain("canary", ConfigurationFolder.Printed(failed), StringComparison.Ordinal);
    }

    [Fact]
    public void SecretSource_ManyProblems_AreReportedAtOnceWithTheNearestName()
    {
        var problems = _folder.Problems(Json("""{"kind":"file","pth":"/x","name":"KEY","argv":["op"]}"""));

        Assert.Equal(
            ["secret_source.pth", "secret_source.name", "secret_source.argv", "secret_source.path"], problems.Select(problem => problem.Key));
        Assert.Contains("nearest known one is secret_source.path", problems[0].Remedy, StringComparison.Ordinal);
        Assert.Contains("The key is missing.", problems[3].Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Broker__secret_source__pathh", "nearest known one is Broker__secret_source__path.")]
    [InlineData("Broker__secret_source__path__0", "Write Broker__secret_source__path.")]
    public void Environment_UnknownOrTooDeepKey_IsAnError(string name, string remedy) =>
        Assert.Contains(remedy, _folder.Problem(Json("""{"kind":"none"}"""), (name, "/x")).Remedy, StringComparison.Ordinal);

    [Fact]
    public void SecretSource_LabelOfAFile_IsOneLineWithoutItsFolder() =>
        Assert.Equal(
            "file:a\\u000ab", new SecretSourceOptions { Kind = SecretSourceKind.File, Path = Path.Combine(_folder.Folder, "a\nb") }.Label);

    [Fact]
    public void SecretSource_FileThatIsNotThereYet_IsWarnedOfInProxyMode()
    {
        var json = Json("""{"kind":"file","path":"./later"}""");

        var warning = Assert.Single(ConfigurationFolder.Loaded(_folder.Load(json, ("Broker__mode", "proxy"))).Warnings);

        Assert.Contains($"{Path.Combine(_folder.Folder, "later")}, which does not exist", warning, StringComparison.Ordinal);
        Assert.Empty(ConfigurationFolder.Loaded(_folder.Load(json)).Warnings);
    }

    [Fact]
    public void SecretSource_Folder_IsWarnedOf()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Folder, "folder"));

        var loaded = ConfigurationFolder.Loaded(_folder.Load(Json("""{"kind":"file","path":"folder"}"""), ("Broker__mode", "proxy")));

        Assert.Contains("is no regular file", Assert.Single(loaded.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("600", null)]
    [InlineData("644", "may read the")]
    [InlineData("660", "may read and change the")]
    public void SecretSource_FileOpenToOthers_IsWarnedOf(string mode, string? text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);
        UnixFiles.SetMode(_key, mode);

        var loaded = ConfigurationFolder.Loaded(_folder.Load(Json("""{"kind":"file","path":"openai-key"}"""), ("Broker__mode", "proxy")));

        Assert.Equal(text is null ? 0 : 1, loaded.Warnings.Count);
        Assert.All(loaded.Warnings, warning => Assert.Contains(text!, warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("openai-key")]
    [InlineData("link")]
    public void EventsPath_LeadsToTheKey_IsAnError(string events)
    {
        if (events == "link")
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
            File.CreateSymbolicLink(Path.Combine(_folder.Folder, "link"), "openai-key");
        }

        var problem = _folder.Problem(Json("""{"kind":"file","path":"openai-key"}"""), ("Broker__events_path", events));

        Assert.Equal("events_path", problem.Key);
        Assert.Contains("secret_source", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void EventsPath_WhereTheKeyWillBe_IsAnError() =>
        Assert.Equal("events_path", _folder.Problem(Json("""{"kind":"file","path":"./events.jsonl"}""")).Key);

    private static (SecretSourceKind Kind, string? Path, string Label) Of(SecretSourceOptions source) => (source.Kind, source.Path, source.Label);

    private static string Json(string source) => ConfigurationFolder.With("secret_source", source);
}
