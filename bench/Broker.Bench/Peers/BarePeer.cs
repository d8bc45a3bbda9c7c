using Broker.Bench.Processes;

namespace Broker.Bench.Peers;

/// <summary>What the broker is built on, with nothing in it: how near to nginx any broker on Kestrel and <see cref="SocketsHttpHandler"/> can come.</summary>
internal static class BarePeer
{
    /// <summary>Starts one on any free port.</summary>
    /// <param name="build">Which one.</param>
    /// <param name="upstream">Where the stub listens.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<Peer> StartAsync(Publication build, Uri upstream, CancellationToken cancellationToken) => Peer.WhenItListensAsync(
        build.Name,
        ChildProcess.Start(build.Program, [.. build.Arguments, upstream.GetLeftPart(UriPartial.Authority)], BenchSecrets.Environment),
        cancellationToken);
}
