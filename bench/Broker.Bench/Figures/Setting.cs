using Broker.Bench.Arguments;
using Broker.Bench.Load;
using Broker.Bench.Peers;

namespace Broker.Bench.Figures;

/// <summary>What a figure is measured with.</summary>
/// <param name="Scale">How long it may take.</param>
/// <param name="Peers">Who is measured; the first is the stub itself.</param>
/// <param name="Bodies">What is sent.</param>
/// <param name="Measurements">Where the numbers go.</param>
internal sealed record Setting(Scale Scale, IReadOnlyList<RunningPeer> Peers, RequestBodies Bodies, Measurements Measurements)
{
    /// <summary>Who is put under load: all but those whose start alone is measured.</summary>
    public IEnumerable<RunningPeer> UnderLoad => Peers.Where(running => running.Peer.Name != PeerNames.BareJit);

    /// <summary>Who shows what a request costs by itself.</summary>
    public IEnumerable<RunningPeer> WithoutTelemetry => UnderLoad.Where(running => running.Peer.Name != PeerNames.Otlp);

    /// <summary>Who shows what bodies and streams cost; an event costs the same, however long they are.</summary>
    public IEnumerable<RunningPeer> WithoutEventsAlone => WithoutTelemetry.Where(running => running.Peer.Name != PeerNames.BareWithEvents);
}
