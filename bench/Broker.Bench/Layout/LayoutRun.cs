using Broker.Bench.Arguments;
using Broker.Bench.Figures;
using Broker.Bench.Load;
using Broker.Bench.Peers;
using Broker.Bench.Processes;
using Broker.Bench.Report;
using Broker.Bench.Stub;

namespace Broker.Bench.Layout;

/// <summary>
/// Watches the native broker under the loads that matter and writes down which methods requests go through, for the compiler to lay them out side by
/// side: scattered over nine megabytes, each is a page of its own that a processor coming back to the broker has to find again.
/// </summary>
internal static class LayoutRun
{
    private const int Seconds = 8;
    private const int WarmUpSeconds = 2;

    /// <summary>Writes <c>Broker.Service/hot-methods.txt</c>.</summary>
    /// <exception cref="BenchException">A program that it needs is missing, or a load shows no method.</exception>
    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var repository = Documents.Find().Repository;
        var build = await new Publisher(repository, !options.NoPublish).AotAsync(PeerNames.Aot, "Broker.Service", cancellationToken);
        using var workshop = new Workshop();
        await using var stub = await StubPeer.StartAsync(0, cancellationToken);
        await using var broker = await BrokerPeer.StartAsync(build, stub.Url, workshop.Folder("broker"), withOtlp: false, cancellationToken);
        var body = new RequestBodies(workshop).FileOf(Loads.SmallBody);
        await Wrk.RunAsync(broker, body, LoadFigures.ManyConnections, WarmUpSeconds, cancellationToken);

        var methods = new HotMethods(Path.GetFileName(build.Program));
        var profiler = new Profiler(Path.Combine(workshop.Folder("profile"), "perf.data"));
        (string Name, Func<Task> Run)[] loads =
        [
            (Loads.Many, () => Wrk.RunAsync(broker, body, LoadFigures.ManyConnections, Seconds, cancellationToken)),
            (Loads.One, () => Wrk.RunAsync(broker, body, 1, Seconds, cancellationToken)),
            (Loads.Streams, () => Task.Run(() => Stream(broker, cancellationToken), cancellationToken)),
        ];
        foreach (var (name, run) in loads)
        {
            Console.WriteLine($"Watching: {name}");
            await profiler.WatchAsync(broker.ProcessId!.Value, Seconds, run, samples => methods.AddAsync(samples, cancellationToken), cancellationToken);
        }

        var file = Path.Combine(repository, "Broker.Service", "hot-methods.txt");
        await File.WriteAllTextAsync(file, string.Concat(methods.Names.Select(name => name + "\n")), cancellationToken);
        Console.WriteLine($"Written: Broker.Service/hot-methods.txt, {methods.Names.Count} methods");
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
