using System.Text;

namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>
/// Metric series and what they did of late. The series silent for longest goes first; of the samples, over all series, the oldest.
/// Not thread-safe: its owner locks.
/// </summary>
/// <param name="limits">How much is kept.</param>
internal sealed class MetricMemory(TelemetryLimits limits)
{
    private readonly LinkedList<(string Key, MetricSeries Series)> _byAge = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, MetricSeries Series)>> _byKey = new(StringComparer.Ordinal);

    // The series of each sample, in the order of arrival, so that the oldest sample of all is found. Series that went stay in it, empty.
    private readonly Queue<(MetricSeries Series, DateTimeOffset Time)> _samples = new();
    private long _weight;
    private long _evictedSeries;
    private long _evictedSamples;

    /// <summary>How full it is of series.</summary>
    public SignalUsage SeriesUsage => new(_byKey.Count, limits.MetricSeries, _evictedSeries);

    /// <summary>How full it is of samples.</summary>
    public SignalUsage SampleUsage => new(_samples.Count, limits.MetricSamples, _evictedSamples);

    /// <summary>The series as they are now.</summary>
    /// <param name="wanted">Tells by a series' latest point whether it is asked for.</param>
    /// <param name="withSamples">Whether to tell what they did.</param>
    public IEnumerable<MetricHistory> Histories(Func<MetricPoint, bool> wanted, bool withSamples)
    {
        foreach (var (_, series) in _byAge)
        {
            if (series.Latest is { } point && wanted(point))
            {
                yield return new(point, withSamples ? [.. series.Samples] : []);
            }
        }
    }

    /// <summary>Takes a point in.</summary>
    /// <param name="point">What came.</param>
    /// <param name="now">When it came.</param>
    public void Add(MetricPoint point, DateTimeOffset now)
    {
        var series = Find(KeyOf(point));
        var weight = series.Weight;
        if (series.Add(point))
        {
            _samples.Enqueue((series, now));
            _weight += series.Weight - weight;
        }

        DropSamples(now);
    }

    private MetricSeries Find(string key)
    {
        if (_byKey.TryGetValue(key, out var known))
        {
            _byAge.Remove(known);
            _byAge.AddLast(known);
            return known.Value.Series;
        }

        _byKey[key] = _byAge.AddLast((key, new MetricSeries()));
        if (_byKey.Count > limits.MetricSeries)
        {
            var (oldestKey, oldest) = _byAge.First!.Value;
            _byAge.RemoveFirst();
            _byKey.Remove(oldestKey);
            _evictedSeries++;
            while (oldest.Weight > 0)
            {
                _weight -= oldest.DropOldest();
            }
        }

        return _byKey[key].Value.Series;
    }

    private void DropSamples(DateTimeOffset now)
    {
        while (_samples.TryPeek(out var oldest) && (_samples.Count > limits.MetricSamples || _weight > limits.BytesPerSignal || now - oldest.Time > limits.MetricHistory))
        {
            _samples.Dequeue();
            _weight -= oldest.Series.DropOldest();
            _evictedSamples++;
        }
    }

    private static string KeyOf(MetricPoint point)
    {
        var key = new StringBuilder()
            .Append(point.Sender.Name).Append('\0').Append(point.Sender.Instance).Append('\0')
            .Append(point.Scope).Append('\0').Append(point.Name).Append('\0').Append((int)point.Kind);
        foreach (var (name, value) in point.Attributes.Items.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            key.Append('\0').Append(name).Append('=').Append(AttributeText.Of(value));
        }

        return key.ToString();
    }
}
