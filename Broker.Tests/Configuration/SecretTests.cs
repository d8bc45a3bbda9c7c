using Broker.Tests.Infrastructure;

namespace Broker.Tests.Configuration;

/// <summary>Where the provider's key comes from: the kinds of section 2 and <c>file</c>. No problem shows a value: it may be the key itself.</summary>
public sealed class SecretTests : IDisposable
{
    private static readonly (string Key, string[] Sources)[] Others =
    [
        ("kind", ["{}", """{"kind":"vault"}""", """{"kind":"None"}""", """{"kind":1}""", """{"kind":null}"""]),
        ("name", ["""{"kind":"env"}""", """{"kind":"env","name":""}""", """{"kind":"env","name":1}""", """{"kind":"env","name":"sk-canary"}""", """{"kind":"env","name":"1KEY"}"""]),
        ("name", ["""{"kind":"none","name":"canary"}""", """{"kind":"command","argv":["op"],"name":"canary"}""", """{"kind":"file","path":"/canary","name":"canary"}"""]),
        ("argv", ["""{"kind":"command"}""", """{"kind":"command","argv":"op read canary"}""", """{"kind":"command","argv":[]}"""]),
        ("argv", ["""{"kind":"env","name":"KEY","argv":["canary"]}""", """{"kind":"none","argv":["canary"]}""", """{"kind":"file","path":"/canary","argv":["canary"]}"""]),
        ("argv[0]", ["""{"kind":"command","argv":[""]}""", """{"kind":"command","argv":["  "]}"""]),
        ("argv[1]", ["""{"kind":"command","argv":["op",1]}""", """{"kind":"command","argv":["op","canary\u0000"]}"""]),
        ("path", ["""{"kind":"file"}""", """{"kind":"file","path":null}""", """{"kind":"file","path":1}""", """{"kind":"file","path":["canary"]}""", """{"kind":"file","path":""}"""]),
        ("path", ["""{"kind":"file","path":" "}""", """{"kind":"file","path":"canary/"}""", """{"kind":"file","path":"./can\u0000ary"}"""]),
        ("path", ["""{"kind":"file","path":"sk-canary-0123456789"}""", """{"kind":"none","path":"/canary"}""", """{"kind":"env","name":"KEY","path":"/canary"}"""]),
        ("path", ["""{"kind":"command","argv":["op"],"path":"/canary"}"""]),
        ("value", ["""{"kind":"none","value":"sk-canary"}"""]),
        ("pth", ["""{"kind":"file","path":"/canary","pth":"canary"}"""]),
    ];

    private static readonly (string Name, string Value) InProxy = ("Broker__mode", "proxy");
    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string, string> Malformed => [.. Others.SelectMany(row => row.Sources.Select(source => (row.Key, source)))];

    private string KeyFile => Path.Combine(_folder.Folder, "openai-key");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"kind":"none"}""", "None", "none")]
    [InlineData("""{"kind":"env","name":"OPENAI_API_KEY"}""", "Env", "env:OPENAI_API_KEY")]
    [InlineData("""{"kind":"command","argv":["op","read","op://x"]}""", "Command", "command:op read")]
    [InlineData("""{"kind":"command","argv":["pass"]}""", "Command", "command:pass")]
    [InlineData("""{"kind":"command","argv":["echo",""]}""", "Command", "command:echo ")]
    [InlineData("""{"kind":"file","path":"./a\nb"}""", "File", "file:a\\u000ab")]
    public void SecretSource_OfEachKind_IsTaken(string json, string kind, string label)
    {
        var source = _folder.Options(Json(json)).SecretSource;
        Assert.Equal((kind, label), (source.Kind.ToString(), source.Label));
    }

    [Theory]
    [InlineData("openai-key")]
    [InlineData("./openai-key")]
    [InlineData("below/../openai-key")]
    public void SecretSource_RelativePath_BeginsInTheFolderOfTheConfiguration(string path)
    {
        WriteKey("600");
        var loaded = _folder.Loaded(Json($$"""{"kind":"file","path":"{{path}}"}"""), InProxy);
        Assert.Equal(
            (KeyFile, "file:openai-key"),
            (loaded.Settings.Upstreams[0].SecretSource.Path, loaded.Settings.Upstreams[0].SecretSource.Label));
        Assert.Empty(loaded.Warnings);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void SecretSource_Malformed_NamesTheKeyAndShowsNoValue(string key, string json) => Assert.Equal($"secret_source.{key}", _folder.Problem(Json(json)).Key);

    [Fact]
    public void SecretSource_ManyProblems_AreReportedAtOnceWithTheNearestName()
    {
        var problems = _folder.Problems(Json("""{"kind":"file","pth":"/x","name":"KEY","argv":["op"]}"""));
        Assert.Equal(
            ["secret_source.pth", "secret_source.name", "secret_source.argv", "secret_source.path"],
            problems.Select(problem => problem.Key));
        Assert.Contains("secret_source.path", problems[0].Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"command","argv":["op read x"]}""", null, 1)]
    [InlineData("""{"kind":"env","name":"KEY"}""", null, 1)]
    [InlineData("""{"kind":"env","name":"KEY"}""", "", 1)]
    [InlineData("""{"kind":"env","name":"KEY"}""", "sk-1", 0)]
    [InlineData("""{"kind":"file","path":"./later"}""", null, 1)]
    [InlineData("""{"kind":"file","path":"."}""", null, 1)]
    public void SecretSource_ThatWillHardlyGiveAKey_IsWarnedOf(string json, string? variable, int warnings) =>
        Assert.Equal(warnings, _folder.Loaded(Json(json), variable is null ? [InProxy] : [InProxy, ("KEY", variable)]).Warnings.Count);

    [Fact]
    public void SecretSource_ThatADryRunDoesNotAsk_IsNotWarnedOf() => Assert.Empty(_folder.Loaded(Json("""{"kind":"file","path":"./later"}""")).Warnings);

    [Theory]
    [InlineData("600", 0)]
    [InlineData("644", 1)]
    [InlineData("660", 1)]
    public void SecretSource_FileOpenToOthers_IsWarnedOf(string mode, int warnings)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixFiles.Only);
        WriteKey(mode);
        Assert.Equal(warnings, _folder.Loaded(Json("""{"kind":"file","path":"openai-key"}"""), InProxy).Warnings.Count);
    }

    [Theory]
    [InlineData("openai-key")]
    [InlineData("link")]
    public void EventsPath_LeadsToTheKey_IsAnError(string events)
    {
        WriteKey("600");
        if (events == "link")
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
            File.CreateSymbolicLink(Path.Combine(_folder.Folder, "link"), "openai-key");
        }

        Assert.Equal("events_path", _folder.Problem(Json("""{"kind":"file","path":"openai-key"}"""), ("Broker__events_path", events)).Key);
    }

    [Fact]
    public void EventsPath_WhereTheKeyWillBe_IsAnError() =>
        Assert.Equal("events_path", _folder.Problem(Json("""{"kind":"file","path":"./events.jsonl"}""")).Key);

    private void WriteKey(string mode)
    {
        File.WriteAllText(KeyFile, "sk-canary");
        UnixFiles.SetMode(KeyFile, mode);
    }

    private static string Json(string source) => ConfigurationFolder.With("secret_source", source);
}
