using Broker.Service.Configuration;
using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

public sealed class EnvironmentSecretResolverTests
{
    private static readonly SecretSourceOptions Source = new() { Kind = SecretSourceKind.Env, Name = "MY_KEY" };

    [Fact]
    public async Task ResolveAsync_VariableChanges_IsReadAtEachFetch()
    {
        var environment = new FakeEnvironment { ["MY_KEY"] = "sk-first\n" };
        var resolver = new EnvironmentSecretResolver(Source, environment);

        Assert.Equal("sk-first", await RevealAsync(resolver));
        environment["MY_KEY"] = "sk-second";
        Assert.Equal("sk-second", await RevealAsync(resolver));
    }

    [Theory]
    [InlineData(null, "env:MY_KEY: the environment variable MY_KEY is not set")]
    [InlineData("", "env:MY_KEY: the environment variable MY_KEY is empty")]
    [InlineData(" ", "env:MY_KEY: the environment variable MY_KEY is empty")]
    [InlineData("sk-CANARY\nX-Evil: y", "env:MY_KEY: the environment variable MY_KEY has characters outside ! to ~ (white space inside it, say)")]
    public async Task ResolveAsync_NoKeyInTheVariable_NamesTheVariableAndNotTheValue(string? value, string detail)
    {
        var environment = new FakeEnvironment();
        if (value is not null)
        {
            environment["MY_KEY"] = value;
        }

        var result = await new EnvironmentSecretResolver(Source, environment).ResolveAsync(TestContext.Current.CancellationToken);

        Assert.Equal(detail, Assert.IsType<SecretResult.Unavailable>(result).Detail);
    }

    private static async Task<string> RevealAsync(EnvironmentSecretResolver resolver) =>
        Assert.IsType<SecretResult.Found>(await resolver.ResolveAsync(TestContext.Current.CancellationToken)).Secret.Reveal();
}
