using Broker.Service.Configuration;

namespace Broker.Tests.Configuration;

public sealed class EnvironmentTests : IDisposable
{
    private static readonly string Valid = ConfigurationFolder.Valid().ToJsonString();

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Broker__listen_port")]
    [InlineData("BROKER__LISTEN_PORT")]
    [InlineData("broker__Listen_Port")]
    public void Environment_AnyCase_WinsOverTheFile(string name) =>
        Assert.Equal(9000, _folder.Options(ConfigurationFolder.With("listen_port", "1"), (name, "9000")).ListenPort);

    [Fact]
    public void Environment_EveryKey_IsRead()
    {
        var options = _folder.Options(
            "{}",
            ("Broker__listen_host", "::1"),
            ("Broker__listen_port", "0"),
            ("Broker__allow_remote", "True"),
            ("Broker__mode", "proxy"),
            ("Broker__upstream_base_url", "https://a.example/base/"),
            ("Broker__allowed_paths__0", "/v1/responses"),
            ("Broker__allowed_paths__1", "GET /v1/models"),
            ("Broker__client_token_env", "TOKEN"),
            ("TOKEN", "t0ken"),
            ("Broker__secret_source__kind", "command"),
            ("Broker__secret_source__argv__0", "op"),
            ("Broker__secret_source__argv__1", "read"),
            ("Broker__max_request_bytes", "1024"),
            ("Broker__upstream_timeout_seconds", "1.5"),
            ("Broker__extra_headers__X-Name", "value"),
            ("Broker__events_path", "here.jsonl"));

        Assert.Equal("::1", options.ListenHost);
        Assert.Equal(["http://[::1]:0"], options.ListenUrls);
        Assert.True(options.AllowRemote);
        Assert.Equal(BrokerMode.Proxy, options.Mode);
        Assert.Equal("https://a.example/base", options.UpstreamBaseUrl);
        Assert.Equal(["/v1/responses", "GET /v1/models"], options.AllowedPaths.Select(path => path.Entry));
        Assert.Equal("TOKEN", options.ClientTokenEnv);
        Assert.Equal(["op", "read"], options.SecretSource.Argv);
        Assert.Equal(1024, options.MaxRequestBytes);
        Assert.Equal(TimeSpan.FromSeconds(1.5), options.UpstreamTimeout);
        Assert.Equal("value", options.ExtraHeaders["x-name"]);
        Assert.Equal(Path.Combine(_folder.Folder, "here.jsonl"), options.EventsPath);
    }

    [Theory]
    [InlineData("Broker__allowed_paths__1")]
    [InlineData("Broker__allowed_paths__0", "BROKER__allowed_paths__2")]
    [InlineData("Broker__allowed_paths__0", "Broker__allowed_paths__2147483647")]
    public void Environment_ListWithAGap_NamesTheVariable(params string[] names)
    {
        var problem = _folder.Problem(Valid, [.. names.Select(name => (name, "/v1/x"))]);

        Assert.Equal(names[^1], problem.Key);
        Assert.Contains("without a gap", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Broker__allowed_paths")]
    [InlineData("Broker__allowed_paths__")]
    [InlineData("Broker__allowed_paths__x")]
    [InlineData("Broker__allowed_paths__-1")]
    [InlineData("Broker__allowed_paths__00")]
    [InlineData("Broker__allowed_paths__99999999999")]
    [InlineData("Broker__allowed_paths__0__1")]
    [InlineData("Broker__mode__0")]
    [InlineData("Broker__secret_source")]
    [InlineData("Broker__secret_source__name__0")]
    [InlineData("Broker__extra_headers")]
    [InlineData("Broker__extra_headers__")]
    [InlineData("Broker__extra_headers__X__Y")]
    public void Environment_WrongLevels_NamesTheVariable(string name)
    {
        var problem = _folder.Problem(Valid, (name, "sk-canary"));

        Assert.Equal(name, problem.Key);
        Assert.Null(problem.Value);
        Assert.Contains("Write Broker__", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Broker__allowed_path__0", "Broker__allowed_paths")]
    [InlineData("BROKER__LISTEN__PORT", "Broker__listen_port")]
    [InlineData("Broker__", "Broker__")]
    [InlineData("Broker____mode", "Broker__")]
    [InlineData("Broker__$schema", "Broker__")]
    [InlineData("Broker__secret_source__nam", "Broker__secret_source__name")]
    public void Environment_UnknownKey_NamesTheVariableAndTheNearest(string name, string nearest)
    {
        var problem = _folder.Problem(Valid, (name, "sk-canary"));

        Assert.Equal(name, problem.Key);
        Assert.Null(problem.Value);
        Assert.Contains($"nearest known one is {nearest}", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Broker__mode", "BROKER__MODE")]
    [InlineData("Broker__allowed_paths__0", "broker__allowed_paths__0")]
    [InlineData("Broker__extra_headers__X-A", "Broker__extra_headers__x-a")]
    public void Environment_NamesThatDifferInCaseOnly_AreAnErrorNamingBoth(string one, string other)
    {
        var value = one.Contains("mode", StringComparison.Ordinal) ? "dry_run" : "/v1/x";

        var problem = _folder.Problem(Valid, (one, value), (other, value));

        Assert.Contains(one, problem.Remedy, StringComparison.Ordinal);
        Assert.Contains(other, problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_CapitalsThroughout_NameListsAndMembersAsWell()
    {
        var options = _folder.Options(
            Valid, ("BROKER__ALLOWED_PATHS__0", "/v1/x"), ("BROKER__SECRET_SOURCE__KIND", "command"), ("BROKER__SECRET_SOURCE__ARGV__0", "pass"));

        Assert.Equal(("/v1/x", "command:pass"), (options.AllowedPaths.Single().Path, options.SecretSource.Label));
    }

    [Fact]
    public void Environment_OtherVariables_AreLeftAlone() =>
        Assert.Equal(8791, _folder.Options(Valid, ("BROKER_PORT", "1"), ("Broker_listen_port", "2"), ("MyBroker__listen_port", "3")).ListenPort);
}
