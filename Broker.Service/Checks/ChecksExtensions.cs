using Broker.Service.Configuration;
using Broker.Service.Requests;

namespace Broker.Service.Checks;

/// <summary>Registers the checks; <see cref="RequestChecks"/> has their order.</summary>
internal static class ChecksExtensions
{
    /// <summary>Adds the checks that have state.</summary>
    public static IServiceCollection AddRequestChecks(this IServiceCollection services) => services
        .AddSingleton<HealthAnswer>()
        .AddSingleton<HostCheck>()
        .AddSingleton<LoopCheck>()
        .AddSingleton<CallerTokenCheck>()
        .AddSingleton<LocalEndpointsCheck>()
        .AddSingleton(provider => new BodyMemory(provider.GetRequiredService<Settings>().MaxBufferedBytes))
        .AddSingleton<IRequestChecks, RequestChecks>();
}
