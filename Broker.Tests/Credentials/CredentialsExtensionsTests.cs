using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Service.Policy;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Credentials;

/// <summary>Each kind of source is set up behind a cache.</summary>
public sealed class CredentialsExtensionsTests
{
    [Fact]
    public async Task AddCredentials_KindNone_GivesNoKey()
    {
        await using var services = Build(new SecretSourceOptions());
        Assert.IsType<SecretResult.None>(await ResolveAsync(services));
    }

    [Fact]
    public async Task AddCredentials_KindEnv_GivesTheVariableAndKeepsIt()
    {
        await using var services = Build(new SecretSourceOptions { Kind = SecretSourceKind.Env, Name = "MY_KEY" });
        await AssertKeptAsync(services, "sk-env", "env:MY_KEY");
    }

    [Fact]
    public async Task AddCredentials_KindCommand_RunsItWithoutTheCallerToken()
    {
        var runner = FakeCommandRunner.Printing("sk-command\n");
        await using var services = Build(new SecretSourceOptions { Kind = SecretSourceKind.Command, Argv = ["op", "read"] }, runner);
        await AssertKeptAsync(services, "sk-command", "command:op read");
        Assert.Equal(["MY_KEY"], runner.Asked?.Environment.Keys);
    }

    [Fact]
    public async Task AddCredentials_KindFile_GivesItsContentAndKeepsItUntilItChanges()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("key"), "sk-file\n", TestContext.Current.CancellationToken);
        await using var services = Build(new SecretSourceOptions { Kind = SecretSourceKind.File, Path = folder.File("key") });
        await AssertKeptAsync(services, "sk-file", "file:key");
        await File.WriteAllTextAsync(folder.File("key"), "sk-another\n", TestContext.Current.CancellationToken);
        Assert.Equal("sk-another", await Resolver(services).RevealAsync());
    }

    [Fact]
    public void AddCredentials_ContainerDisposedOfWithoutAwaiting_DoesNotThrow()
    {
        var services = Build(new SecretSourceOptions { Kind = SecretSourceKind.Env, Name = "MY_KEY" });
        _ = Resolver(services);
        Assert.Null(Record.Exception(services.Dispose));
    }

    private static async Task AssertKeptAsync(ServiceProvider services, string key, string label)
    {
        var resolver = Resolver(services);
        Assert.Equal((key, label), (await resolver.RevealAsync(), resolver.Label));
        Assert.True(Assert.IsType<SecretResult.Found>(await ResolveAsync(services)).FromCache);
    }

    private static ISecretResolver Resolver(ServiceProvider services) =>
        services.GetRequiredService<UpstreamSecrets>().Of(services.GetRequiredService<Upstream>());

    private static ValueTask<SecretResult> ResolveAsync(ServiceProvider services) =>
        Resolver(services).ResolveAsync(TestContext.Current.CancellationToken);

    private static ServiceProvider Build(SecretSourceOptions source, ICommandRunner? runner = null)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IProcessEnvironment>(new TestEnvironment(("MY_KEY", "sk-env"), ("MY_TOKEN", "token")))
            .AddSingleton(new Upstream(new() { BaseUrl = "https://api.openai.example", Routes = [], SecretSource = source }))
            .AddSingleton(new LabSettings { UpstreamBaseUrl = "https://a.example", AllowedPaths = [], EventsPath = "", ClientTokenEnv = "MY_TOKEN", SecretSource = source }.ToSettings());
        if (runner is not null)
        {
            services.AddSingleton(runner);
        }

        return services.AddCredentials().BuildServiceProvider();
    }
}
