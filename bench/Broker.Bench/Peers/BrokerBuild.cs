using Broker.Bench.Processes;

namespace Broker.Bench.Peers;

/// <summary>A published broker.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Program">What is started.</param>
/// <param name="Arguments">What comes before the broker's own arguments.</param>
internal sealed record BrokerBuild(string Name, string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>A broker that the just-in-time compiler runs.</summary>
    /// <param name="assembly">Full path of <c>Broker.Service.dll</c>.</param>
    public static BrokerBuild Jit(string assembly) => new(PeerNames.Jit, DotNet.Path, [assembly]);

    /// <summary>A broker that was compiled ahead of time.</summary>
    /// <param name="program">Full path of the program.</param>
    public static BrokerBuild Aot(string program) => new(PeerNames.Aot, program, []);
}
