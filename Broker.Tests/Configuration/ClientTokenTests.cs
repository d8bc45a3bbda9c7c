namespace Broker.Tests.Configuration;

public sealed class ClientTokenTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ClientToken_Set_IsTaken() =>
        Assert.Equal(
            "TOKEN", _folder.Options(ConfigurationFolder.With("client_token_env", "\"TOKEN\""), ("TOKEN", "!t0ken~")).ClientTokenEnv);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("canary token")]
    [InlineData("canary\n")]
    [InlineData("canary-ö")]
    [InlineData(" ")]
    public void ClientToken_C18_UnusableToken_RefusesToStart(string? token)
    {
        var problem = _folder.Problem(ConfigurationFolder.With("client_token_env", "\"TOKEN\""), token is null ? [] : [("TOKEN", token)]);
        Assert.Equal(("client_token_env", "\"TOKEN\""), (problem.Key, problem.Value));
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
    }

    [Fact]
    public void ClientToken_SameVariableAsTheProviderKey_IsWarnedOf()
    {
        var json = ConfigurationFolder.With("secret_source", """{"kind":"env","name":"KEY"}""");
        Assert.Single(_folder.Loaded(json, ("Broker__client_token_env", "KEY"), ("KEY", "sk-1")).Warnings);
    }
}
