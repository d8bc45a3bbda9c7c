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

    private static ISecretResolver Create(IServiceProvider services)
    {
        var settings = services.GetRequiredService<Settings>();
        var source = settings.Upstreams[0].SecretSource;
        var environment = services.GetRequiredService<IProcessEnvironment>();
        return source.Kind switch
        {
            SecretSourceKind.None => new NoSecretResolver(),
            SecretSourceKind.Env => Cache(new EnvironmentSecretResolver(source, environment)),
            SecretSourceKind.Command => Cache(new CommandSecretResolver(
                source,
                services.GetRequiredService<ICommandRunner>(),
                environment,
                new WithheldVariables(settings.Callers).Contains)),
            SecretSourceKind.File => Cache(new FileSecretResolver(
                source,
                services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<FileSecretResolver>>())),
            var kind => throw new InvalidOperationException($"No resolver for {kind}."),
        };

        CachingSecretResolver Cache(ISecretResolver resolver) => new(
            resolver,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<SecretFetcher>>(),
            services.GetService<ISecretFetchCounter>(),
            services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default);
    }
}
