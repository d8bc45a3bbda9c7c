namespace Broker.Bench.Peers;

/// <summary>A peer that was started, and how to start another one like it.</summary>
/// <param name="peer">The peer.</param>
/// <param name="start">Starts another; null where that cannot be done.</param>
internal sealed class RunningPeer(Peer peer, Func<CancellationToken, Task<Peer>>? start)
{
    /// <summary>The peer.</summary>
    public Peer Peer { get; private set; } = peer;

    /// <summary>Starts another; null where that cannot be done.</summary>
    public Func<CancellationToken, Task<Peer>>? StartAsync => start;

    /// <summary>Puts another one in its place, where that can be done.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="BenchException">It does not start.</exception>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (start is not null)
        {
            await Peer.DisposeAsync();
            Peer = await start(cancellationToken);
        }
    }
}
