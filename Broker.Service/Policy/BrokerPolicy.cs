using Broker.Service.Configuration;

namespace Broker.Service.Policy;

/// <summary>The settings, compiled for requests. Immutable; replaced as a whole.</summary>
internal sealed class BrokerPolicy
{
    /// <summary>Compiles the settings.</summary>
    /// <param name="environment">Holds the callers' tokens.</param>
    public BrokerPolicy(Settings settings, IProcessEnvironment environment)
    {
        (IsGeneral, Mode) = (settings.IsGeneral, settings.Mode);
        Upstreams = [.. settings.Upstreams.Select(upstream => new Upstream(upstream))];
        Routes = new RouteTable(settings.Upstreams.Zip(Upstreams).SelectMany(
            pair => pair.First.Routes.Select(route => new Route(pair.Second, route))));
        Callers = new CallerDirectory([.. settings.Callers.Select(caller => Caller.Create(caller, environment))]);
    }

    /// <summary>True for a configuration with upstreams and callers, false for the lab's form.</summary>
    public bool IsGeneral { get; }

    /// <summary>What the broker does with a request that passed every check.</summary>
    public BrokerMode Mode { get; }

    /// <summary>Providers to forward to, at least one.</summary>
    public IReadOnlyList<Upstream> Upstreams { get; }

    /// <summary>Methods and request targets that are allowed.</summary>
    public RouteTable Routes { get; }

    public CallerDirectory Callers { get; }
}

/// <summary>Provides the policy in force. A request takes it once and uses it to its end.</summary>
internal sealed class PolicySource(BrokerPolicy policy)
{
    public BrokerPolicy Current => policy;
}
