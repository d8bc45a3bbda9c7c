using Broker.Bench.Figures;
using Broker.Bench.Load;
using Broker.Bench.Peers;
using Broker.Bench.Processes;
using Broker.Bench.Stub;

namespace Broker.Bench.Layout;

/// <summary>The loads by which the native broker is compiled and laid out.</summary>
internal static class TypicalLoads
{
    /// <summary>How long each lasts.</summary>
    public const int Seconds = 8;

    /// <summary>All of them.</summary>
    /// <param name="broker">Who is put under load.</param>
    /// <param name="workshop">Where bodies are kept.</param>
    /// <param name="cancellationToken">Ends them.</param>
    public static IReadOnlyList<(string Name, Func<Task> Run)> Of(Peer broker, Workshop workshop, CancellationToken cancellationToken)
    {
        var body = new RequestBodies(workshop).FileOf(Loads.SmallBody);
        return
        [
            (Loads.Many, () => Wrk.RunAsync(broker, body, LoadFigures.ManyConnections, Seconds, cancellationToken)),
            (Loads.One, () => Wrk.RunAsync(broker, body, 1, Seconds, cancellationToken)),
            (Loads.Streams, () => Task.Run(() => Stream(broker, cancellationToken), cancellationToken)),
        ];
    }

    private static void Stream(Peer broker, CancellationToken cancellationToken)
    {
        using var host = new BlockingHost(broker, StreamOrder.Body(StreamFigures.Chunks, StreamFigures.Pause));
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(Seconds))
        {
            cancellationToken.ThrowIfCancellationRequested();
            host.Post();
        }
    }
}
