namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>A distribution: how many values fell between which bounds. Adds up and takes away others, also those with other bounds.</summary>
/// <param name="bounds">Upper bounds of the buckets but the last, ascending.</param>
/// <param name="counts">Values per bucket, one more than there are bounds.</param>
internal sealed class Buckets(IReadOnlyList<double> bounds, ulong[] counts)
{
    /// <summary>Upper bounds of the buckets but the last.</summary>
    public IReadOnlyList<double> Bounds => bounds;

    /// <summary>Values per bucket.</summary>
    public IReadOnlyList<ulong> Counts => counts;

    /// <summary>Starts with no values.</summary>
    /// <param name="bounds">Upper bounds of the buckets but the last, ascending.</param>
    public static Buckets Empty(IReadOnlyList<double> bounds) => new(bounds, new ulong[bounds.Count + 1]);

    /// <summary>All bounds that occur, so that nothing is lost when distributions are added up.</summary>
    /// <param name="samples">The distributions.</param>
    public static IReadOnlyList<double> BoundsOf(IEnumerable<MetricSample> samples)
    {
        IReadOnlyList<double> all = [];
        foreach (var sample in samples)
        {
            if (!ReferenceEquals(all, sample.Bounds) && !all.SequenceEqual(sample.Bounds))
            {
                all = all.Count == 0 ? sample.Bounds : [.. all.Union(sample.Bounds).Order()];
            }
        }

        return all;
    }

    /// <summary>Adds values.</summary>
    /// <param name="otherBounds">Their bounds.</param>
    /// <param name="otherCounts">How many of them per bucket.</param>
    public void Add(IReadOnlyList<double> otherBounds, IReadOnlyList<ulong> otherCounts)
    {
        var target = 0;
        for (var i = 0; i < otherCounts.Count; i++)
        {
            target = Target(otherBounds, i, target);
            counts[target] += otherCounts[i];
        }
    }

    /// <summary>Takes values away.</summary>
    /// <param name="otherBounds">Their bounds.</param>
    /// <param name="otherCounts">How many of them per bucket.</param>
    /// <returns>Whether they had all been in it.</returns>
    public bool TryTake(IReadOnlyList<double> otherBounds, IReadOnlyList<ulong> otherCounts)
    {
        var target = 0;
        for (var i = 0; i < otherCounts.Count; i++)
        {
            target = Target(otherBounds, i, target);
            if (counts[target] < otherCounts[i])
            {
                return false;
            }

            counts[target] -= otherCounts[i];
        }

        return true;
    }

    /// <summary>The value that a share of all values does not exceed, taken to lie evenly within its bucket; null without values.</summary>
    /// <param name="share">0 to 1: 0.5 is the median.</param>
    public double? Quantile(double share)
    {
        var total = counts.Aggregate(0d, (sum, count) => sum + count);
        if (total == 0 || bounds.Count == 0)
        {
            return null;
        }

        var (wanted, seen) = (share * total, 0d);
        for (var i = 0; i < bounds.Count; i++)
        {
            if (counts[i] > 0 && seen + counts[i] >= wanted)
            {
                // The first bucket is open below: values of measures begin at zero.
                var lower = i > 0 ? bounds[i - 1] : Math.Min(0, bounds[0]);
                return lower + ((bounds[i] - lower) * Math.Max(0, wanted - seen) / counts[i]);
            }

            seen += counts[i];
        }

        // The last bucket is open above: at least so much is known.
        return bounds[^1];
    }

    // The first bucket here that reaches as far as that one does there.
    private int Target(IReadOnlyList<double> otherBounds, int index, int from)
    {
        if (index >= otherBounds.Count)
        {
            return bounds.Count;
        }

        while (from < bounds.Count && bounds[from] < otherBounds[index])
        {
            from++;
        }

        return from;
    }
}
