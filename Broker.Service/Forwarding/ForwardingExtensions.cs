using Broker.Service.Configuration;
using Broker.Service.Policy;
using Broker.Service.Requests;

namespace Broker.Service.Forwarding;

internal static class ForwardingExtensions
{
    /// <summary>Adds the HTTP client and the forwarder of the configured mode.</summary>
    public static IServiceCollection AddForwarding(this IServiceCollection services) => services
        .AddSingleton<UpstreamRequest>()
        .AddSingleton<UpstreamClient>()
        .AddSingleton<UpstreamTimeouts>()
        .AddSingleton<AnswerRelay>()
        .AddSingleton<ProxyForwarder>()
        .AddSingleton<DryRunForwarder>()
        .AddSingleton<IForwarder>(provider => provider.GetRequiredService<PolicySource>().Current.Mode == BrokerMode.DryRun
            ? provider.GetRequiredService<DryRunForwarder>()
            : provider.GetRequiredService<ProxyForwarder>());
}
