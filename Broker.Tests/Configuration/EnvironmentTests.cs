using Broker.Service.Configuration;

namespace Broker.Tests.Configuration;

/// <summary>Every key may come from the environment, which wins over the file; whatever else begins with <c>Broker__</c> is an error.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private static readonly string Command = ConfigurationFolder.With("secret_source", """{"kind":"command","argv":["op","read","x"]}""");
    private static readonly string Env = ConfigurationFolder.With("secret_source", """{"kind":"env","name":"KEY"}""");
    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> WrongLevels =>
    [
        "Broker__allowed_paths", "Broker__allowed_paths__", "Broker__allowed_paths__x", "Broker__allowed_paths__-1",
        "Broker__allowed_paths__00",
        "Broker__allowed_paths__99999999999", "Broker__allowed_paths__0__1", "Broker__mode__0", "Broker__secret_source",
        "Broker__secret_source__name__0",
        "Broker__secret_source__path__0", "Broker__extra_headers", "Broker__extra_headers__", "Broker__extra_headers__X__Y",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Broker__listen_port")]
    [InlineData("BROKER__LISTEN_PORT")]
    [InlineData("broker__Listen_Port")]
    public void Variable_InAnyCase_WinsOverTheFile(string name)
    {
        Assert.Equal(9000, _folder.Options(ConfigurationFolder.With("listen_port", "1"), (name, "9000")).ListenPort);
        Assert.Equal(9000, _folder.Options(ConfigurationFolder.With("listen_port", "70000"), (name, "9000")).ListenPort);
    }

    [Fact]
    public void Variables_OfEveryKey_AreRead()
    {
        var options = _folder.Options(
            "{}",
            ("Broker__listen_host", "::1"), ("Broker__listen_port", "0"), ("Broker__allow_remote", "True"), ("Broker__mode", "proxy"),
            ("Broker__upstream_base_url", "https://a.example/base/"), ("Broker__allowed_paths__0", "/v1/responses"),
            ("BROKER__ALLOWED_PATHS__1", "GET /v1/models"),
            ("Broker__client_token_env", "TOKEN"), ("TOKEN", "t0ken"),
            ("BROKER__SECRET_SOURCE__KIND", "command"), ("Broker__secret_source__argv__0", "op"),
            ("BROKER__SECRET_SOURCE__ARGV__1", "read"),
            ("Broker__max_request_bytes", "1024"), ("Broker__max_buffered_bytes", "2048"), ("Broker__upstream_timeout_seconds", "1.5"),
            ("Broker__extra_headers__X-Name", "value"), ("Broker__events_path", "here.jsonl"),
            ("Broker__events_max_bytes", "8192"), ("BROKER__EVENTS_KEEP", "7"), ("Broker__events_chain", "True"));

        Assert.Equal(["http://[::1]:0"], options.ListenUrls);
        Assert.Equal(
            (true, BrokerMode.Proxy, "https://a.example/base", "TOKEN"),
            (options.AllowRemote, options.Mode, options.UpstreamBaseUrl, options.ClientTokenEnv));
        Assert.Equal(["/v1/responses", "GET /v1/models"], options.AllowedPaths.Select(path => path.Entry));
        Assert.Equal(["op", "read"], options.SecretSource.Argv);
        Assert.Equal(
            (1024, 2048, TimeSpan.FromSeconds(1.5), "value"),
            (options.MaxRequestBytes, options.MaxBufferedBytes, options.UpstreamTimeout, options.ExtraHeaders["x-name"]));
        Assert.Equal(
            (Path.Combine(_folder.Folder, "here.jsonl"), 8192, 7, true),
            (options.EventsPath, options.EventsMaxBytes, options.EventsKeep, options.EventsChain));
    }

    [Theory]
    [InlineData("Broker__allowed_paths__1")]
    [InlineData("Broker__allowed_paths__0", "BROKER__allowed_paths__2")]
    [InlineData("Broker__allowed_paths__0", "Broker__allowed_paths__2147483647")]
    public void List_WithAGap_NamesTheVariable(params string[] names) =>
        Assert.Equal(names[^1], _folder.Problem(ConfigurationFolder.Valid, [.. names.Select(name => (name, "/v1/x"))]).Key);

    [Theory]
    [MemberData(nameof(WrongLevels))]
    public void Variable_OfAKeyAtAWrongLevel_IsNamedWithoutItsValue(string name)
    {
        var problem = _folder.Problem(ConfigurationFolder.Valid, (name, "sk-canary"));
        Assert.Equal((name, null), (problem.Key, problem.Value));
    }

    [Theory]
    [InlineData("Broker__allowed_path__0", "Broker__allowed_paths")]
    [InlineData("BROKER__LISTEN__PORT", "Broker__listen_port")]
    [InlineData("Broker__", "Broker__")]
    [InlineData("Broker____mode", "Broker__")]
    [InlineData("Broker__$schema", "Broker__")]
    [InlineData("Broker__secret_source__nam", "Broker__secret_source__name")]
    public void Variable_OfAnUnknownKey_IsNamedWithTheNearest(string name, string nearest)
    {
        var problem = _folder.Problem(ConfigurationFolder.Valid, (name, "sk-canary"));
        Assert.Equal((name, null), (problem.Key, problem.Value));
        Assert.Contains($" {nearest}", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Broker__mode", "BROKER__MODE")]
    [InlineData("Broker__allowed_paths__0", "broker__allowed_paths__0")]
    [InlineData("Broker__extra_headers__X-A", "Broker__extra_headers__x-a")]
    public void Variables_ThatDifferInCaseOnly_AreAnErrorNamingBoth(string one, string other)
    {
        var value = one.Contains("mode", StringComparison.Ordinal) ? "dry_run" : "/v1/x";
        var problem = _folder.Problem(ConfigurationFolder.Valid, (one, value), (other, value));
        Assert.All([one, other], name => Assert.Contains(name, problem.Remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void Variables_OfOthers_AreLeftAlone() => Assert.Equal(
        8791, _folder.Options(ConfigurationFolder.Valid, ("BROKER_PORT", "1"), ("Broker_listen_port", "2"), ("MyBroker__listen_port", "3")).ListenPort);

    [Fact]
    public void Lists_OfTheEnvironment_ReplaceTheFilesWhole()
    {
        var json = ConfigurationFolder.With("allowed_paths", """["/v1/a","/v1/b","/v1/c"]""");
        Assert.Equal(["/v1/x"], _folder.Options(json, ("Broker__allowed_paths__0", "/v1/x")).AllowedPaths.Select(path => path.Path));
        Assert.Equal(["pass"], _folder.Options(Command, ("Broker__secret_source__argv__0", "pass")).SecretSource.Argv);
    }

    [Fact]
    public void SecretSource_OfTheEnvironment_ReplacesTheFilesWhereItNamesAKind()
    {
        Assert.Equal(
            "env:KEY",
            _folder.Options(Command, ("Broker__secret_source__kind", "env"), ("Broker__secret_source__name", "KEY")).SecretSource.Label);
        Assert.Equal(
            "file:key",
            _folder.Options(Env, ("Broker__secret_source__kind", "file"), ("BROKER__SECRET_SOURCE__PATH", "./key")).SecretSource.Label);
        Assert.Equal("secret_source.name", _folder.Problem(Env, ("Broker__secret_source__kind", "env")).Key);

        var merged = _folder.Loaded(Env, ("Broker__secret_source__name", "OTHER"));
        Assert.Equal("env:OTHER", merged.Settings.Upstreams[0].SecretSource.Label);
        Assert.Equal(
            "file, environment variable Broker__secret_source__name",
            merged.Effective.Single(setting => setting.Key == "secret_source").Origin.Text);
    }

    [Fact]
    public void ExtraHeaders_OfTheEnvironment_JoinTheFilesAndReplaceTheSameNameInAnotherCase()
    {
        var json = ConfigurationFolder.With("extra_headers", """{"X-A":"file","X-B":"file"}""");
        var headers = _folder.Options(json, ("Broker__extra_headers__x-a", "variable"), ("Broker__extra_headers__kind", "k")).ExtraHeaders;
        Assert.Equal((3, "variable", "file"), (headers.Count, headers["X-A"], headers["X-B"]));
        Assert.Equal(
            "extra_headers",
            _folder.Problem(ConfigurationFolder.With("extra_headers", "\"X-A\""), ("Broker__extra_headers__X-B", "b")).Key);
    }
}
