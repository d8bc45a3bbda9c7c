using Broker.Bench.Figures;
using Broker.Bench.Peers;

namespace Broker.Bench.Report;

/// <summary>A figure with what it ought to be.</summary>
/// <param name="Figure">What it says.</param>
/// <param name="Goal">What it ought to be.</param>
/// <param name="Stretch">What would be better still.</param>
/// <param name="IsAtLeast">Whether more is better.</param>
/// <param name="Unit">Its unit; empty for a ratio.</param>
/// <param name="Reached">Where it is read.</param>
internal sealed record Target(string Figure, double Goal, double Stretch, bool IsAtLeast, string Unit, Func<Measurements, double?> Reached)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new("throughput over nginx, 64 connections", 0.75, 0.95, true, "",
            all => all.Ratio(Loads.Many, Metric.RequestsPerSecond, PeerNames.Aot, PeerNames.Nginx)),
        new("p50 added over direct, 1 connection, over nginx's", 1.3, 1.0, false, "", all => AddedOverNginx(all, Loads.One, Metric.P50)),
        new("p99 over nginx, 64 connections", 1.5, 0.8, false, "", all => all.Ratio(Loads.Many, Metric.P99, PeerNames.Aot, PeerNames.Nginx)),
        new("throughput with OTLP export on over off", 0.90, 0.95, true, "",
            all => all.Ratio(Loads.Many, Metric.RequestsPerSecond, PeerNames.Otlp, PeerNames.Aot)),
        new("first stream chunk, added over direct, over nginx's", 2.5, 1.2, false, "",
            all => AddedOverNginx(all, Loads.Streams, Metric.FirstChunk)),
        new("memory under load", 40, 25, false, "MiB", all => all.Median(Loads.Many, Metric.PeakMemory, PeerNames.Aot)),
        new($"memory per open stream, {StreamFigures.OpenStreams} of them", 50, 25, false, "KiB",
            all => all.Median(Loads.Streams, Metric.StreamMemory, PeerNames.Aot)),
        new("start to first healthy answer, AOT", 40, 20, false, "ms", all => all.Median(Loads.None, Metric.Startup, PeerNames.Aot)),
        new("start to first healthy answer, JIT", 220, 150, false, "ms", all => all.Median(Loads.None, Metric.Startup, PeerNames.Jit)),
        new("4 MiB body, CPU per request over nginx's", 3.0, 1.0, false, "",
            all => all.Ratio(Loads.Body(Loads.LargestBody), Metric.Cpu, PeerNames.Aot, PeerNames.Nginx)),
    ];

    /// <summary>Whether a value is as it ought to be.</summary>
    /// <param name="value">The value; null when it was not measured.</param>
    public string Judge(double? value) => value switch
    {
        null => "not measured",
        { } number when IsMet(number, Stretch) => "**yes**, stretch too",
        { } number when IsMet(number, Goal) => "**yes**",
        _ => "no",
    };

    private bool IsMet(double value, double bound) => IsAtLeast ? value >= bound : value <= bound;

    // Where nginx adds nothing that can be measured, nothing can be compared with it.
    private static double? AddedOverNginx(Measurements all, string load, Metric metric) =>
        all.Added(load, metric, PeerNames.Nginx, PeerNames.Direct) is > 0 and var nginx
            ? all.Added(load, metric, PeerNames.Aot, PeerNames.Direct) / nginx
            : null;
}
