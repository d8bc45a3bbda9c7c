using Broker.Bench.Processes;

namespace Broker.Bench.Peers;

/// <summary>What the broker is built on, with nothing in it: how near to nginx any broker on Kestrel and <see cref="SocketsHttpHandler"/> can come.</summary>
internal static class BarePeer
{
    /// <summary>Starts one on any free port.</summary>
    /// <param name="build">Which one.</param>
    /// <param name="upstream">Where the stub listens.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<Peer> StartAsync(Publication build, Uri upstream, CancellationToken cancellationToken)
    {
        var process = ChildProcess.Start(build.Program, [.. build.Arguments, upstream.GetLeftPart(UriPartial.Authority)], BenchSecrets.Environment);
        try
        {
            return new Peer(build.Name, await process.ListenAddressAsync(cancellationToken), BenchSecrets.CallerToken, process);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }
}
