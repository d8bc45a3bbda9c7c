using Broker.Service.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broker.Service.Credentials;

internal static class CredentialsExtensions
{
    /// <summary>Adds the <see cref="ISecretResolver"/> of the configured source.</summary>
    public static IServiceCollection AddCredentials(this IServiceCollection services)
    {
        services.TryAddSingleton<ICommandRunner, CommandRunner>();
        services.AddSingleton(Create);
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
        SecretSourceKind.Command => new CommandSecretResolver(source, runner, environment, new WithheldVariables(settings.Callers).Contains, showsErrors),
        SecretSourceKind.File => new FileSecretResolver(source, time, logger),
        var kind => throw new InvalidOperationException($"No resolver for {kind}."),
    };

    private static ISecretResolver Create(IServiceProvider services)
    {
        var settings = services.GetRequiredService<Settings>();
        var time = services.GetRequiredService<TimeProvider>();
        var source = CreateSource(
            settings,
            settings.Upstreams[0].SecretSource,
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
