using Broker.Service.Configuration;

namespace Broker.Service.Policy;

/// <summary>What the settings mean for requests: compiled once, never changed afterwards, replaced as a whole.</summary>
internal sealed class BrokerPolicy
{
    /// <summary>Compiles the settings.</summary>
    /// <param name="options">Checked settings.</param>
    /// <param name="environment">Holds the callers' tokens.</param>
    public BrokerPolicy(BrokerOptions options, IProcessEnvironment environment)
    {
        var upstream = new Upstream(options);
        Mode = options.Mode;
        Upstreams = [upstream];
        Routes = new RouteTable(options.AllowedPaths.Select(entry => new Route(upstream, entry)));
        Callers = new CallerDirectory(
            options.ClientTokenEnv is { } variable ? [new Caller("caller", environment.Variables[variable])] : []);
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
