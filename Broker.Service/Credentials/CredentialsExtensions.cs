using Broker.Service.Configuration;
using Broker.Service.Policy;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broker.Service.Credentials;

/// <summary>Creates what fetches the key of an upstream. Tests register their own.</summary>
internal delegate ISecretResolver SecretResolverFactory(Upstream upstream);

internal static class CredentialsExtensions
{
    /// <summary>Adds the keys of all upstreams.</summary>
    public static IServiceCollection AddCredentials(this IServiceCollection services)
    {
        services.TryAddSingleton<ICommandRunner, CommandRunner>();
        services.AddSingleton<SecretResolverFactory>(provider => upstream => Create(provider, upstream.SecretSource));
        services.AddSingleton<UpstreamSecrets>();
        return services;
    }

    /// <summary>Creates what fetches the key of an upstream, once per call.</summary>
    /// <param name="showsErrors">True if a secret command writes to the standard error of this process.</param>
    public static ISecretResolver CreateSource(
        Settings settings,
        SecretSourceOptions source,
        IProcessEnvironment environment,
        ICommandRunner runner,
        TimeProvider time,
        ILogger<FileSecretResolver> logger,
        bool showsErrors = false) => source.Kind switch
    {
        SecretSourceKind.None => new NoSecretResolver(),
        SecretSourceKind.Env => new EnvironmentSecretResolver(source, environment),
        SecretSourceKind.Command => new CommandSecretResolver(source, runner, environment, new WithheldVariables(settings).Contains, showsErrors),
        SecretSourceKind.File => new FileSecretResolver(source, time, logger),
        var kind => throw new InvalidOperationException($"No resolver for {kind}."),
    };

    private static ISecretResolver Create(IServiceProvider services, SecretSourceOptions options)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var source = CreateSource(
            services.GetRequiredService<Settings>(),
            options,
            services.GetRequiredService<IProcessEnvironment>(),
            services.GetRequiredService<ICommandRunner>(),
            time,
            services.GetRequiredService<ILogger<FileSecretResolver>>());
        return source is NoSecretResolver ? source : new CachingSecretResolver(
            source,
            time,
            services.GetRequiredService<ILogger<SecretFetcher>>(),
            services.GetService<ISecretFetchCounter>(),
            services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default);
    }
}
