using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Broker.Service.Hosting;

/// <summary>
/// Names the options that are asked for at the start. The framework registers what makes them once for all types, and a native program then has to
/// build each type at run time, which is a third of its start; those that are named here are in the program already. What is not named works
/// all the same.
/// </summary>
internal static class KnownOptions
{
    /// <summary>Registers what makes each of them, as the framework's own registration would.</summary>
    public static IServiceCollection AddKnownOptions(this IServiceCollection services) => services
        .AddOptionsOf<KestrelServerOptions>()
        .AddOptionsOf<SocketTransportOptions>()
        .AddOptionsOf<FormOptions>()
        .AddOptionsOf<HostOptions>()
        .AddOptionsOf<ConsoleLifetimeOptions>()
        .AddOptionsOf<LoggerFactoryOptions>()
        .AddOptionsOf<LoggerFilterOptions>()
        .AddOptionsOf<ConsoleLoggerOptions>()
        .AddOptionsOf<SimpleConsoleFormatterOptions>()
        .AddOptionsOf<JsonConsoleFormatterOptions>()
        .AddOptionsOf<ConsoleFormatterOptions>()
        .AddOptionsOf<HealthCheckServiceOptions>()
        .AddOptionsOf<HealthCheckPublisherOptions>()
        .AddOptionsOf<HttpClientFactoryOptions>()
        .AddOptionsOf<MetricsOptions>();

    private static IServiceCollection AddOptionsOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(this IServiceCollection services)
        where T : class => services
        .AddSingleton<IOptions<T>>(provider => new OptionsManager<T>(provider.GetRequiredService<IOptionsFactory<T>>()))
        .AddSingleton<IOptionsMonitor<T>>(provider => new OptionsMonitor<T>(
            provider.GetRequiredService<IOptionsFactory<T>>(),
            provider.GetServices<IOptionsChangeTokenSource<T>>(),
            provider.GetRequiredService<IOptionsMonitorCache<T>>()))
        .AddSingleton<IOptionsMonitorCache<T>>(_ => new OptionsCache<T>())
        .AddTransient<IOptionsFactory<T>>(provider => new OptionsFactory<T>(
            provider.GetServices<IConfigureOptions<T>>(),
            provider.GetServices<IPostConfigureOptions<T>>(),
            provider.GetServices<IValidateOptions<T>>()));
}
