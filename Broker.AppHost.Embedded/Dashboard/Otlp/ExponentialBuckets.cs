using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>
/// Turns exponential buckets into ones with bounds, coarse enough to be few. Bounds of a coarser scale are also bounds of each
/// finer one, so that points of one series can be told apart although its scale changes.
/// </summary>
internal static class ExponentialBuckets
{
    private const int FinestScale = 2;
    private const int WidestScale = -10;
    private const int HighestScale = 20;
    private const int MaxBuckets = 160;
    private const int MaxSent = 4096;

    /// <summary>Bounds and counts, one more count than bounds; both empty when the point cannot be right.</summary>
    /// <param name="point">What came.</param>
    public static (IReadOnlyList<double> Bounds, IReadOnlyList<ulong> Counts) Read(WireExponentialHistogram point)
    {
        if (point.Scale is < WidestScale or > HighestScale || point.Positive?.BucketCounts.Count > MaxSent || point.Negative?.BucketCounts.Count > MaxSent)
        {
            return ([], []);
        }

        for (var scale = Math.Min(point.Scale, FinestScale); scale >= WidestScale; scale--)
        {
            var (negative, positive) = (Coarsen(point.Negative, point.Scale - scale), Coarsen(point.Positive, point.Scale - scale));
            if (negative.Count + positive.Count <= MaxBuckets)
            {
                return Lay(point, scale, negative, positive);
            }
        }

        return ([], []);
    }

    private static (IReadOnlyList<double> Bounds, IReadOnlyList<ulong> Counts) Lay(
        WireExponentialHistogram point, int scale, SortedDictionary<long, ulong> negative, SortedDictionary<long, ulong> positive)
    {
        var (bounds, counts) = (new List<double>(), new List<ulong>());

        // Below zero, bigger is less: the bucket's end nearest to zero is its upper bound.
        foreach (var (index, count) in negative.Reverse())
        {
            Add(-Bound(index, scale), count);
        }

        if (point.ZeroCount > 0 || positive.Count > 0)
        {
            Add(double.IsFinite(point.ZeroThreshold) && point.ZeroThreshold > 0 ? point.ZeroThreshold : 0, point.ZeroCount);
        }

        foreach (var (index, count) in positive)
        {
            if (!positive.ContainsKey(index - 1))
            {
                Add(Bound(index, scale), 0);
            }

            Add(Bound(index + 1, scale), count);
        }

        counts.Add(0);
        return (bounds, counts);

        void Add(double bound, ulong count)
        {
            if (double.IsFinite(bound) && (bounds.Count == 0 || bound > bounds[^1]))
            {
                bounds.Add(bound);
                counts.Add(count);
            }
            else if (counts.Count > 0)
            {
                counts[^1] += count;
            }
        }
    }

    private static SortedDictionary<long, ulong> Coarsen(WireExponentialBuckets? buckets, int steps)
    {
        var coarse = new SortedDictionary<long, ulong>();
        for (var i = 0; i < (buckets?.BucketCounts.Count ?? 0); i++)
        {
            if (buckets!.BucketCounts[i] > 0)
            {
                var index = ((long)buckets.Offset + i) >> steps;
                coarse[index] = coarse.GetValueOrDefault(index) + buckets.BucketCounts[i];
            }
        }

        return coarse;
    }

    private static double Bound(long index, int scale) => Math.Pow(2, index * Math.Pow(2, -scale));
}
