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
internal sealed record Target(string Figure, double Goal, double Stretch, bool IsAtLeast, string Unit, Func<Measurements, Forms, double?> Reached)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new("throughput over nginx, 64 connections", 0.75, 0.95, true, "",
            (all, of) => all.Ratio(Loads.Many, Metric.RequestsPerSecond, of.Aot, PeerNames.Nginx)),
        new("p50 added over direct, 1 connection, over nginx's", 1.3, 1.0, false, "", (all, of) => AddedOverNginx(all, of, Loads.One, Metric.P50)),
        new("p99 over nginx, 64 connections", 1.5, 0.8, false, "", (all, of) => all.Ratio(Loads.Many, Metric.P99, of.Aot, PeerNames.Nginx)),
        new("throughput with OTLP export on over off", 0.90, 0.95, true, "",
            (all, of) => of.Otlp is { } otlp ? all.Ratio(Loads.Many, Metric.RequestsPerSecond, otlp, of.Aot) : null),
        new("first stream chunk, added over direct, over nginx's", 2.5, 1.2, false, "",
            (all, of) => AddedOverNginx(all, of, Loads.Streams, Metric.FirstChunk)),
        new("memory under load", 40, 25, false, "MiB", (all, of) => all.Median(Loads.Many, Metric.PeakMemory, of.Aot)),
        new($"memory per open stream, {StreamFigures.OpenStreams} of them", 50, 25, false, "KiB",
            (all, of) => all.Median(Loads.Streams, Metric.StreamMemory, of.Aot)),
        new("start to first healthy answer, AOT", 40, 20, false, "ms", (all, of) => all.Median(Loads.None, Metric.Startup, of.Aot)),
        new("start to first healthy answer, JIT", 220, 150, false, "ms", (all, of) => of.Jit is { } jit ? all.Median(Loads.None, Metric.Startup, jit) : null),
        new("4 MiB body, CPU per request over nginx's", 3.0, 1.0, false, "",
            (all, of) => all.Ratio(Loads.Body(Loads.LargestBody), Metric.Cpu, of.Aot, PeerNames.Nginx)),
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
    private static double? AddedOverNginx(Measurements all, Forms of, string load, Metric metric) =>
        all.Added(load, metric, PeerNames.Nginx, PeerNames.Direct) is > 0 and var nginx
            ? all.Added(load, metric, of.Aot, PeerNames.Direct) / nginx
            : null;
}
