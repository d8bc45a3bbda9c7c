using System.Text;

namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>The latest point of each metric series; the series silent for longest goes first. Not thread-safe: its owner locks.</summary>
/// <param name="capacity">How many series are kept.</param>
internal sealed class BoundedSeries(int capacity)
{
    private readonly LinkedList<(string Key, MetricPoint Point)> _byAge = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, MetricPoint Point)>> _byKey = new(StringComparer.Ordinal);
    private long _evicted;

    /// <summary>How full it is.</summary>
    public SignalUsage Usage => new(_byKey.Count, capacity, _evicted);

    /// <summary>The latest point of each series.</summary>
    public IEnumerable<MetricPoint> Points => _byAge.Select(entry => entry.Point);

    /// <summary>Takes the place of the series' earlier point.</summary>
    /// <param name="point">What came.</param>
    public void Add(MetricPoint point)
    {
        var key = KeyOf(point);
        if (_byKey.Remove(key, out var known))
        {
            _byAge.Remove(known);
        }

        _byKey[key] = _byAge.AddLast((key, point));
        if (_byKey.Count > capacity)
        {
            _byKey.Remove(_byAge.First!.Value.Key);
            _byAge.RemoveFirst();
            _evicted++;
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
