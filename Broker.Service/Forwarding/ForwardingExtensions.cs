using Broker.Service.Configuration;
using Broker.Service.Policy;
using Broker.Service.Requests;

namespace Broker.Service.Forwarding;

internal static class ForwardingExtensions
{
    /// <summary>Adds the HTTP client and the forwarder of the configured mode.</summary>
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

    // The factory's own loggers print whole addresses, and its default lifetime would close warm connections.
    private static IHttpClientBuilder AddHandler(this IServiceCollection services, string name) => services.AddHttpClient(name)
        .ConfigurePrimaryHttpMessageHandler(provider => UpstreamClient.CreateHandler(
            provider.GetRequiredService<PolicySource>().Current.Upstreams[0].BaseUrl.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();
}
