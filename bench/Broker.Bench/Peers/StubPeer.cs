using System.Globalization;
using System.Reflection;
using Broker.Bench.Processes;
using Broker.Wire;

namespace Broker.Bench.Peers;

/// <summary>The stub upstream as a process of its own.</summary>
internal static class StubPeer
{
    /// <summary>Starts it.</summary>
    /// <param name="port">Where it listens; 0 takes any free port.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<Peer> StartAsync(int port, CancellationToken cancellationToken) => Peer.WhenItListensAsync(
        PeerNames.Direct,
        ChildPrograms.Start(
            ChildProgram.DotNet,
            [Assembly.GetExecutingAssembly().Location, "stub", port.ToString(CultureInfo.InvariantCulture)],
            new Dictionary<string, string> { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" }),
        cancellationToken);
}
