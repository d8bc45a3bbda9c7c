using Broker.Service.Configuration;
using Broker.Service.Policy;
using Broker.Service.Requests;

namespace Broker.Service.Forwarding;

/// <summary>Registers what forwards requests.</summary>
internal static class ForwardingExtensions
{
    /// <summary>Adds the forwarder of each mode, of which the configured one is made, and the one outgoing client.</summary>
    public static IServiceCollection AddForwarding(this IServiceCollection services)
    {
        services.AddHandler(UpstreamClient.HandlerName);
        services.AddHandler(UpstreamClient.DiscoveringHandlerName).AddServiceDiscovery();
        return services
            .AddSingleton<UpstreamRequest>()
            .AddSingleton<UpstreamClient>()
            .AddSingleton(provider => new UpstreamTimeouts(
                provider.GetRequiredService<PolicySource>().Current.Upstreams[0].Timeout, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<AnswerRelay>()
            .AddSingleton<ProxyForwarder>()
            .AddSingleton<DryRunForwarder>()
            .AddSingleton<IForwarder>(provider => provider.GetRequiredService<PolicySource>().Current.Mode == BrokerMode.DryRun
                ? provider.GetRequiredService<DryRunForwarder>()
                : provider.GetRequiredService<ProxyForwarder>());
    }

    // The factory's own loggers print whole addresses, and its default lifetime would drop warm connections.
    private static IHttpClientBuilder AddHandler(this IServiceCollection services, string name) => services.AddHttpClient(name)
        .ConfigurePrimaryHttpMessageHandler(UpstreamClient.CreateHandler)
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();
}
