namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>One metric series: its latest point and what it did before. Not thread-safe: its owner locks.</summary>
internal sealed class MetricSeries
{
    // A first point says nothing about when its values came; not longer ago than an export or so.
    private static readonly TimeSpan FirstReach = TimeSpan.FromSeconds(5);
    private readonly Queue<MetricSample> _samples = new();
    private double _level;

    /// <summary>The newest point; null before the first.</summary>
    public MetricPoint? Latest { get; private set; }

    /// <summary>What it did, oldest first.</summary>
    public IReadOnlyCollection<MetricSample> Samples => _samples;

    /// <summary>About how many bytes the samples hold.</summary>
    public long Weight { get; private set; }

    /// <summary>Takes a point in.</summary>
    /// <param name="point">What came.</param>
    /// <returns>Whether a sample came of it: a point that is late, or repeated, or says that nothing happened, makes none.</returns>
    public bool Add(MetricPoint point)
    {
        var before = Latest;
        if (before is not null && (point.Time < before.Time || (point.Time == before.Time && point.IsCumulative is false)))
        {
            return false;
        }

        Latest = point;
        var since = before?.Time ?? Begun(point);
        if (SampleOf(point, before, since) is not { } sample)
        {
            return false;
        }

        _samples.Enqueue(sample);
        Weight += sample.Weight;
        return true;
    }

    /// <summary>Lets go of the oldest sample, if there is one.</summary>
    /// <returns>How much lighter it is now.</returns>
    public long DropOldest()
    {
        var weight = _samples.TryDequeue(out var oldest) ? oldest.Weight : 0;
        Weight -= weight;
        return weight;
    }

    private MetricSample? SampleOf(MetricPoint point, MetricPoint? before, DateTimeOffset since)
    {
        // A cumulative series that began anew counts from zero.
        var earlier = point.IsCumulative is true && before?.Start == point.Start ? before : null;
        if (point.Kind is not (MetricKind.Gauge or MetricKind.Sum))
        {
            return Distribution(point, earlier, since);
        }

        var value = point.Number;
        if (point.Kind is MetricKind.Sum && point.IsMonotonic)
        {
            var grown = earlier is not null && earlier.Number <= value ? value - earlier.Number : value;
            return grown > 0 ? new(since, point.Time, grown, 0, [], []) : null;
        }

        _level = point is { Kind: MetricKind.Sum, IsCumulative: false } ? _level + value : value;
        return double.IsFinite(_level) ? new(since, point.Time, _level, 0, [], []) : null;
    }

    private static MetricSample? Distribution(MetricPoint point, MetricPoint? earlier, DateTimeOffset since)
    {
        var (count, sum) = (point.Count ?? 0, Finite(point.Sum));
        var buckets = new Buckets(point.Bounds, [.. point.BucketCounts]);
        if (earlier?.Count <= count)
        {
            if (buckets.TryTake(earlier.Bounds, earlier.BucketCounts))
            {
                (count, sum) = (count - earlier.Count.Value, sum - Finite(earlier.Sum));
            }
            else
            {
                buckets = new(point.Bounds, [.. point.BucketCounts]);
            }
        }

        return count > 0 ? new(since, point.Time, sum, count, buckets.Counts, buckets.Bounds) : null;
    }

    private static double Finite(double? value) => value is { } number && double.IsFinite(number) ? number : 0;

    private static DateTimeOffset Begun(MetricPoint point) =>
        point.Start is { } start && start > point.Time - FirstReach && start < point.Time ? start : point.Time - FirstReach;
}
