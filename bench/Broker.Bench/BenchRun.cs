using Broker.Bench.Arguments;
using Broker.Bench.Figures;
using Broker.Bench.Load;
using Broker.Bench.Peers;
using Broker.Bench.Processes;
using Broker.Bench.Report;

namespace Broker.Bench;

/// <summary>One run from publishing to the report.</summary>
internal static class BenchRun
{
    /// <summary>Runs what the options ask for.</summary>
    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var documents = Documents.Find();
        var builds = await PublishAsync(new Publisher(documents.Repository, !options.NoPublish), cancellationToken);
        var machine = Machine.Describe();

        using var workshop = new Workshop();
        await using var peers = new PeerSet(workshop);
        await peers.StartAsync(options, builds, cancellationToken);
        var measurements = new Measurements();
        var setting = new Setting(options.Scale, peers.Running, new RequestBodies(workshop), measurements);
        await MeasureAsync(options.Figures, setting, cancellationToken);

        var report = ReportText.Write(measurements, machine);
        Console.WriteLine();
        Console.WriteLine(report);
        if (options.Write)
        {
            documents.Write(report, Chart.Draw(measurements));
        }
    }

    private static async Task MeasureAsync(IReadOnlyList<Figure> figures, Setting setting, CancellationToken cancellationToken)
    {
        var load = new LoadFigures(setting);
        var streams = new StreamFigures(setting);
        if (figures.Any(IsUnderLoad))
        {
            try
            {
                Wrk.Find();
                await load.WarmUpAsync(cancellationToken);
            }
            catch (BenchException e)
            {
                await Console.Error.WriteLineAsync($"Not measured: throughput, latency, bodies. {e.Message}");
                figures = [.. figures.Where(figure => !IsUnderLoad(figure))];
            }
        }

        foreach (var figure in figures)
        {
            await (figure switch
            {
                Figure.Throughput => load.MeasureThroughputAsync(cancellationToken),
                Figure.Latency => load.MeasureLatencyAsync(cancellationToken),
                Figure.Bodies => load.MeasureBodiesAsync(cancellationToken),
                Figure.FirstChunk => streams.MeasureFirstChunkAsync(cancellationToken),
                Figure.Streams => streams.MeasureMemoryAsync(cancellationToken),
                _ => new StartupFigure(setting).MeasureAsync(cancellationToken),
            });
        }
    }

    private static bool IsUnderLoad(Figure figure) => figure is Figure.Throughput or Figure.Latency or Figure.Bodies;

    private static async Task<IReadOnlyList<Publication>> PublishAsync(Publisher publisher, CancellationToken cancellationToken)
    {
        var bare = Path.Combine("bench", "Broker.Bench.Bare");
        var published = new List<Publication>();
        await TryAsync(PeerNames.Bare, name => publisher.AotAsync(name, bare, cancellationToken));
        await TryAsync(PeerNames.BareJit, name => publisher.JitAsync(name, bare, cancellationToken));
        await TryAsync(PeerNames.Aot, name => publisher.AotAsync(name, "Broker.Service", cancellationToken));
        await TryAsync(PeerNames.Jit, name => publisher.JitAsync(name, "Broker.Service", cancellationToken));
        return published;

        async Task TryAsync(string name, Func<string, Task<Publication>> publish)
        {
            try
            {
                published.Add(await publish(name));
            }
            catch (BenchException e)
            {
                await Console.Error.WriteLineAsync($"Not measured: {name}. {e.Message}");
            }
        }
    }
}
