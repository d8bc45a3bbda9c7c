using Broker.Service.Configuration;
using Broker.Service.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broker.Service.Credentials;

/// <summary>Registers where the provider key comes from.</summary>
internal static class CredentialsExtensions
{
    /// <summary>
    /// Adds the <see cref="ISecretResolver"/> that <see cref="BrokerOptions.SecretSource"/> asks for. Needs
    /// <see cref="BrokerOptions"/>, <see cref="IProcessEnvironment"/> and <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="services">The services being registered.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddCredentials(this IServiceCollection services)
    {
        services.TryAddSingleton<ICommandRunner, CommandRunner>();
        services.AddSingleton(Create);
        return services;
    }

    private static ISecretResolver Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<BrokerOptions>();
        var environment = services.GetRequiredService<IProcessEnvironment>();
        return options.SecretSource.Kind switch
        {
            SecretSourceKind.None => new NoSecretResolver(),
            SecretSourceKind.Env => Cache(new EnvironmentSecretResolver(options.SecretSource, environment)),
            SecretSourceKind.Command => Cache(new CommandSecretResolver(
                options.SecretSource,
                services.GetRequiredService<ICommandRunner>(),
                environment,
                new WithheldVariables(options).Contains)),
            SecretSourceKind.File => Cache(new FileSecretResolver(
                options.SecretSource,
                services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<FileSecretResolver>>())),
            var kind => throw new InvalidOperationException($"No resolver for {kind}."),
        };

        CachingSecretResolver Cache(ISecretResolver source) => new(
            source,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<SecretFetcher>>(),
            services.GetService<BrokerMetrics>());
    }
}
