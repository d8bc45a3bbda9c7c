using Broker.Service.Configuration;

namespace Broker.Service.Policy;

/// <summary>What the settings mean for requests: compiled once, never changed afterwards, replaced as a whole.</summary>
internal sealed class BrokerPolicy
{
    /// <summary>Compiles the settings.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="environment">Holds the callers' tokens.</param>
    public BrokerPolicy(Settings settings, IProcessEnvironment environment)
    {
        Mode = settings.Mode;
        Upstreams = [.. settings.Upstreams.Select(upstream => new Upstream(upstream))];
        Routes = new RouteTable(settings.Upstreams.Zip(Upstreams).SelectMany(
            pair => pair.First.Routes.Select(route => new Route(pair.Second, route))));
        Callers = new CallerDirectory([.. settings.Callers.Select(caller => new Caller(environment.Variables[caller.TokenEnv]))]);
    }

    /// <summary>What happens to a request that passed every check.</summary>
    public BrokerMode Mode { get; }

    /// <summary>Where requests can be forwarded to, at least one.</summary>
    public IReadOnlyList<Upstream> Upstreams { get; }

    /// <summary>What may be asked for.</summary>
    public RouteTable Routes { get; }

    /// <summary>Who may ask.</summary>
    public CallerDirectory Callers { get; }
}
