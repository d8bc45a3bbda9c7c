namespace Broker.Bench.Figures;

/// <summary>Every number of a run, in the order of its rounds.</summary>
internal sealed class Measurements
{
    private readonly Dictionary<(string Load, Metric Metric, string Peer), List<double>> _values = [];

    /// <summary>Names of all peers that anything is known of, in the order they came.</summary>
    public IReadOnlyList<string> Peers => [.. _values.Keys.Select(key => key.Peer).Distinct()];

    /// <summary>Notes the number of one round.</summary>
    public void Add(string load, Metric metric, string peer, double value)
    {
        if (!_values.TryGetValue((load, metric, peer), out var values))
        {
            _values[(load, metric, peer)] = values = [];
        }

        values.Add(value);
    }

    /// <summary>The middle of all rounds; null when nothing was measured.</summary>
    public double? Median(string load, Metric metric, string peer) =>
        _values.TryGetValue((load, metric, peer), out var values) ? Middle(values) : null;

    /// <summary>The middle of each round's ratio: what disturbs a round disturbs both.</summary>
    public double? Ratio(string load, Metric metric, string peer, string over) =>
        _values.TryGetValue((load, metric, peer), out var values)
        && _values.TryGetValue((load, metric, over), out var others)
        && values.Zip(others).Where(pair => pair.Second > 0).Select(pair => pair.First / pair.Second).ToList() is { Count: > 0 } ratios
            ? Middle(ratios)
            : null;

    /// <summary>What a peer adds to going direct; null when that is not known.</summary>
    public double? Added(string load, Metric metric, string peer, string direct) => Median(load, metric, peer) - Median(load, metric, direct);

    private static double Middle(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
