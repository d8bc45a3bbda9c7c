using Broker.Bench.Processes;

namespace Broker.Bench.Peers;

/// <summary>What the broker is built on, with nothing in it: how near to nginx any broker on Kestrel and <see cref="SocketsHttpHandler"/> can come.</summary>
internal static class BarePeer
{
    /// <summary>Starts one on any free port.</summary>
    /// <param name="build">Which one.</param>
    /// <param name="upstream">Where the stub listens.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<Peer> StartAsync(Publication build, Uri upstream, CancellationToken cancellationToken) =>
        StartAsync(build.Name, build, upstream, events: null, cancellationToken);

    /// <summary>Starts one that writes events as the broker does.</summary>
    /// <param name="build">Which one.</param>
    /// <param name="upstream">Where the stub listens.</param>
    /// <param name="folder">A folder of its own, for its events.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<Peer> StartWithEventsAsync(Publication build, Uri upstream, string folder, CancellationToken cancellationToken) =>
        StartAsync(PeerNames.BareWithEvents, build, upstream, Path.Combine(folder, "events.jsonl"), cancellationToken);

    private static Task<Peer> StartAsync(string name, Publication build, Uri upstream, string? events, CancellationToken cancellationToken)
    {
        string[] arguments = [.. build.Arguments, upstream.GetLeftPart(UriPartial.Authority), .. events is null ? (string[])[] : [events]];
        return Peer.WhenItListensAsync(name, ChildPrograms.Start(build.Program, arguments, BenchSecrets.Environment), cancellationToken, events);
    }
}
