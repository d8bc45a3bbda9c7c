namespace Broker.Bench.Peers;

/// <summary>A peer that was started, and how to start another one like it.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="StartAsync">Starts another; null where that cannot be done.</param>
internal sealed record RunningPeer(Peer Peer, Func<CancellationToken, Task<Peer>>? StartAsync);
