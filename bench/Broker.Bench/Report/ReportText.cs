using Broker.Bench.Figures;
using Broker.Bench.Peers;

namespace Broker.Bench.Report;

/// <summary>The results in Markdown.</summary>
internal static class ReportText
{
    /// <summary>Writes all that was measured.</summary>
    public static string Write(Measurements all, string machine) => string.Join("\n", ((string[])
    [
        machine + "\n",
        Targets(all),
        Section(all, "64 connections, bodies of 0.5 KiB", Loads.Many, Metric.RequestsPerSecond, Many),
        Section(all, "1 connection, bodies of 0.5 KiB", Loads.One, Metric.P50, One),
        .. Loads.Bodies.Select(body => Section(
            all, $"Bodies of {Loads.Body(body.Bytes)}, {body.Connections} connections", Loads.Body(body.Bytes), Metric.RequestsPerSecond, Bodies)),
        Section(all, "Event streams", Loads.Streams, null, Streams),
        Section(all, "Start to first healthy answer", Loads.None, Metric.Startup, Startup),
    ]).Where(part => part.Length > 0));

    private static string Targets(Measurements all) => Table.Write(
        ["figure", "target", "stretch", "reached", "met", "bare", "bare + events"],
        Target.All.Select(target =>
        {
            var sign = target.IsAtLeast ? "≥" : "≤";
            var format = target.Unit.Length > 0 ? "0.#" : "0.00";
            var reached = target.Reached(all, Forms.Broker);
            return (IReadOnlyList<string>)
            [
                target.Figure,
                $"{sign} {Table.Number(target.Goal, format, target.Unit)}",
                $"{sign} {Table.Number(target.Stretch, format, target.Unit)}",
                Table.Number(reached, format, target.Unit),
                target.Judge(reached),
                Table.Number(target.Reached(all, Forms.Bare), format, target.Unit),
                Table.Number(target.Reached(all, Forms.BareWithEvents), format, target.Unit),
            ];
        }));

    /// <summary>A table of all peers that have the figure; nothing when none has.</summary>
    private static string Section(
        Measurements all, string title, string load, Metric? needed, Func<Measurements, string, string, (string Name, string Value)[]> row)
    {
        var peers = all.Peers.Where(peer => needed is { } metric
            ? all.Median(load, metric, peer) is not null
            : Enum.GetValues<Metric>().Any(metric => all.Median(load, metric, peer) is not null)).ToList();
        return peers.Count == 0
            ? ""
            : $"### {title}\n\n" + Table.Write(
                ["", .. row(all, load, peers[0]).Select(cell => cell.Name)],
                peers.Select(peer => (IReadOnlyList<string>)[peer, .. row(all, load, peer).Select(cell => cell.Value)]));
    }

    private static (string, string)[] Many(Measurements all, string load, string peer) =>
    [
        .. Bodies(all, load, peer),
        ("peak memory", Table.Number(all.Median(load, Metric.PeakMemory, peer), "0.0", "MiB")),
    ];

    private static (string, string)[] Bodies(Measurements all, string load, string peer) =>
    [
        ("requests/s", Table.Number(all.Median(load, Metric.RequestsPerSecond, peer), "0")),
        ("over nginx", Table.Number(all.Ratio(load, Metric.RequestsPerSecond, peer, PeerNames.Nginx), "0.00")),
        ("p50", Milliseconds(all.Median(load, Metric.P50, peer))),
        ("p99", Milliseconds(all.Median(load, Metric.P99, peer))),
        ("CPU per request", Table.Number(all.Median(load, Metric.Cpu, peer), "0", "µs")),
        ("over nginx's", Table.Number(all.Ratio(load, Metric.Cpu, peer, PeerNames.Nginx), "0.00")),
    ];

    private static (string, string)[] One(Measurements all, string load, string peer) =>
    [
        ("p50", Table.Number(all.Median(load, Metric.P50, peer), "0", "µs")),
        ("added over direct", Table.Number(all.Added(load, Metric.P50, peer, PeerNames.Direct), "0", "µs")),
        ("p99", Table.Number(all.Median(load, Metric.P99, peer), "0", "µs")),
    ];

    private static (string, string)[] Streams(Measurements all, string load, string peer) =>
    [
        ("first chunk after", Table.Number(all.Median(load, Metric.FirstChunk, peer), "0", "µs")),
        ("added over direct", Table.Number(all.Added(load, Metric.FirstChunk, peer, PeerNames.Direct), "0", "µs")),
        ("memory per open stream", Table.Number(all.Median(load, Metric.StreamMemory, peer), "0.0", "KiB")),
    ];

    private static (string, string)[] Startup(Measurements all, string load, string peer) =>
        [("median", Table.Number(all.Median(load, Metric.Startup, peer), "0.0", "ms"))];

    private static string Milliseconds(double? microseconds) => Table.Number(microseconds / 1000, "0.00", "ms");
}
