using Broker.Bench.Arguments;
using Broker.Bench.Counts;
using Broker.Bench.Peers;
using Broker.Bench.Processes;
using Broker.Bench.Report;

namespace Broker.Bench.Layout;

/// <summary>
/// Watches the native broker under the loads that matter and writes down which methods requests go through, for the compiler to lay them out side by
/// side: scattered over nine megabytes, each is a page of its own that a processor coming back to the broker has to find again.
/// </summary>
internal static class LayoutRun
{
    /// <summary>Writes <c>Broker.Service/hot-paths.mibc</c> and <c>Broker.Service/hot-methods.txt</c>.</summary>
    /// <exception cref="BenchException">A program that it needs is missing, or a load shows no method.</exception>
    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var repository = Documents.Find().Repository;
        var publisher = new Publisher(repository, !options.NoPublish);
        // First the counts: the compiler makes other methods of what it knows more about.
        await CountsRun.RunAsync(repository, publisher, cancellationToken);
        var file = Path.Combine(repository, "Broker.Service", "hot-methods.txt");
        // The build looks at this file to see whether it has to compile again, and not at the counts.
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
        var build = await publisher.AotAsync(PeerNames.Aot, "Broker.Service", cancellationToken);
        using var workshop = new Workshop();
        await using var stub = await StubPeer.StartAsync(0, cancellationToken);
        await using var broker = await BrokerPeer.StartAsync(build, stub.Url, workshop.Folder("broker"), [], cancellationToken);
        var loads = TypicalLoads.Of(broker, workshop, cancellationToken);
        await loads[0].Run();

        var methods = new HotMethods(Path.GetFileName(build.Program));
        var profiler = new Profiler(Path.Combine(workshop.Folder("profile"), "perf.data"));
        foreach (var (name, run) in loads)
        {
            Console.WriteLine($"Watching: {name}");
            await profiler.WatchAsync(broker.ProcessId!.Value, TypicalLoads.Seconds, run, samples => methods.AddAsync(samples, cancellationToken), cancellationToken);
        }

        await File.WriteAllTextAsync(file, string.Concat(methods.Names.Select(name => name + "\n")), cancellationToken);
        Console.WriteLine($"Written: Broker.Service/hot-methods.txt, {methods.Names.Count} methods");
    }
}
