using Broker.Service.Configuration;

namespace Broker.Service.Forwarding;

/// <summary>Adds the innermost step.</summary>
internal static class ForwardingExtensions
{
    /// <summary>Adds the forwarder of the configured mode, and for proxy mode the one outgoing client.</summary>
    public static IServiceCollection AddForwarding(this IServiceCollection services, BrokerOptions options)
    {
        if (options.Mode == BrokerMode.DryRun)
        {
            return services.AddSingleton<IForwarder, DryRunForwarder>();
        }

        // The factory's own loggers print whole addresses, and its default lifetime would drop warm connections.
        var client = services.AddHttpClient(UpstreamClient.HandlerName)
            .ConfigurePrimaryHttpMessageHandler(UpstreamClient.CreateHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        if (options.UpstreamIsDiscovered)
        {
            client.AddServiceDiscovery();
        }

        return services
            .AddSingleton<UpstreamTarget>()
            .AddSingleton<RequestHeaderPolicy>()
            .AddSingleton<UpstreamRequest>()
            .AddSingleton<UpstreamClient>()
            .AddSingleton<AnswerRelay>()
            .AddSingleton<IForwarder, ProxyForwarder>();
    }

    /// <summary>Forwards what arrives here.</summary>
    public static IApplicationBuilder UseForwarding(this IApplicationBuilder app) => app.UseMiddleware<ForwardingMiddleware>();
}
