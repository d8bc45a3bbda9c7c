using Broker.Service.Configuration;

namespace Broker.Tests.Configuration;

public sealed class SecretTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"kind":"none"}""", "None", "none")]
    [InlineData("""{"kind":"env","name":"OPENAI_API_KEY"}""", "Env", "env:OPENAI_API_KEY")]
    [InlineData("""{"kind":"command","argv":["op","read","op://x"]}""", "Command", "command:op read")]
    [InlineData("""{"kind":"command","argv":["pass"]}""", "Command", "command:pass")]
    [InlineData("""{"kind":"command","argv":["echo",""]}""", "Command", "command:echo ")]
    public void SecretSource_OfEachKind_IsTaken(string json, string kind, string label)
    {
        var source = _folder.Options(ConfigurationFolder.With("secret_source", json)).SecretSource;

        Assert.Equal((kind, label), (source.Kind.ToString(), source.Label));
    }

    [Theory]
    [InlineData("""{}""", "kind")]
    [InlineData("""{"kind":"vault"}""", "kind")]
    [InlineData("""{"kind":"None"}""", "kind")]
    [InlineData("""{"kind":1}""", "kind")]
    [InlineData("""{"kind":null}""", "kind")]
    [InlineData("""{"kind":"env"}""", "name")]
    [InlineData("""{"kind":"env","name":""}""", "name")]
    [InlineData("""{"kind":"env","name":1}""", "name")]
    [InlineData("""{"kind":"env","name":"sk-canary"}""", "name")]
    [InlineData("""{"kind":"env","name":"1KEY"}""", "name")]
    [InlineData("""{"kind":"env","name":"KEY","argv":["canary"]}""", "argv")]
    [InlineData("""{"kind":"none","name":"canary"}""", "name")]
    [InlineData("""{"kind":"none","argv":["canary"]}""", "argv")]
    [InlineData("""{"kind":"command"}""", "argv")]
    [InlineData("""{"kind":"command","argv":"op read canary"}""", "argv")]
    [InlineData("""{"kind":"command","argv":[]}""", "argv")]
    [InlineData("""{"kind":"command","argv":[""]}""", "argv[0]")]
    [InlineData("""{"kind":"command","argv":["  "]}""", "argv[0]")]
    [InlineData("""{"kind":"command","argv":["op",1]}""", "argv[1]")]
    [InlineData("""{"kind":"command","argv":["op","canary\u0000"]}""", "argv[1]")]
    [InlineData("""{"kind":"command","argv":["op"],"name":"canary"}""", "name")]
    [InlineData("""{"kind":"none","value":"sk-canary"}""", "value")]
    public void SecretSource_Malformed_NamesTheKeyAndShowsNoValue(string json, string key)
    {
        var failed = Assert.IsType<ConfigurationResult.Failed>(_folder.Load(ConfigurationFolder.With("secret_source", json)));

        Assert.Equal($"secret_source.{key}", Assert.Single(failed.Problems).Key);
        Assert.DoesNotContain("canary", ConfigurationFolder.Printed(failed), StringComparison.Ordinal);
    }

    [Fact]
    public void SecretSource_OneStringWithSpaces_IsWarnedOf()
    {
        var loaded = ConfigurationFolder.Loaded(_folder.Load(ConfigurationFolder.With("secret_source", """{"kind":"command","argv":["op read x"]}""")));

        Assert.Contains("one string with spaces", Assert.Single(loaded.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void SecretSource_C45_NoneInProxyMode_IsWarnedOf()
    {
        var loaded = ConfigurationFolder.Loaded(_folder.Load(ConfigurationFolder.With("mode", "\"proxy\"")));

        Assert.Contains("without an Authorization header", Assert.Single(loaded.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("", 1)]
    [InlineData("sk-1", 0)]
    public void SecretSource_UnsetVariableInProxyMode_IsWarnedOf(string? value, int warnings)
    {
        (string, string)[] variables = value is null ? [("Broker__mode", "proxy")] : [("Broker__mode", "proxy"), ("KEY", value)];

        var loaded = ConfigurationFolder.Loaded(_folder.Load(ConfigurationFolder.With("secret_source", """{"kind":"env","name":"KEY"}"""), variables));

        Assert.Equal(warnings, loaded.Warnings.Count);
    }

    [Fact]
    public void ClientToken_Set_IsTaken() =>
        Assert.Equal("TOKEN", _folder.Options(ConfigurationFolder.With("client_token_env", "\"TOKEN\""), ("TOKEN", "!t0ken~")).ClientTokenEnv);

    [Theory]
    [InlineData(null, "not set")]
    [InlineData("", "is empty")]
    [InlineData("canary token", "(not shown)")]
    [InlineData("canary\n", "(not shown)")]
    [InlineData("canary-ö", "(not shown)")]
    [InlineData(" ", "(not shown)")]
    public void ClientToken_C18_UnusableToken_RefusesToStart(string? token, string reason)
    {
        (string, string)[] variables = token is null ? [] : [("TOKEN", token)];

        var problem = _folder.Problem(ConfigurationFolder.With("client_token_env", "\"TOKEN\""), variables);

        Assert.Equal(("client_token_env", "\"TOKEN\""), (problem.Key, problem.Value));
        Assert.Contains(reason, problem.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1TOKEN")]
    [InlineData("sk-canary")]
    [InlineData("$TOKEN")]
    [InlineData("TOKEN=canary")]
    public void ClientToken_NoVariableName_IsAnErrorThatDoesNotShowIt(string name)
    {
        var problem = _folder.Problem(ConfigurationFolder.With("client_token_env", $"\"{name}\""));

        Assert.Equal(("client_token_env", null), (problem.Key, problem.Value));
        Assert.DoesNotContain("canary", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ClientToken_SameVariableAsTheProviderKey_IsWarnedOf()
    {
        var json = ConfigurationFolder.With("secret_source", """{"kind":"env","name":"KEY"}""");

        var loaded = ConfigurationFolder.Loaded(_folder.Load(json, ("Broker__client_token_env", "KEY"), ("KEY", "sk-1")));

        Assert.Contains("every host would hold the key", Assert.Single(loaded.Warnings), StringComparison.Ordinal);
    }
}
