using Broker.Service.Requests;

namespace Broker.Service.Checks;

/// <summary>Registers the checks; <see cref="RequestChecks"/> has their order.</summary>
internal static class ChecksExtensions
{
    /// <summary>Adds the checks that keep something from one request to the next.</summary>
    public static IServiceCollection AddRequestChecks(this IServiceCollection services) => services
        .AddSingleton<HealthAnswer>()
        .AddSingleton<HostCheck>()
        .AddSingleton<LoopCheck>()
        .AddSingleton<LocalEndpointsCheck>()
        .AddSingleton<IRequestChecks, RequestChecks>();
}
