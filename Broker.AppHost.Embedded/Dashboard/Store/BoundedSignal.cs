namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>Items of one signal, oldest out, found by trace. Not thread-safe: its owner locks.</summary>
/// <param name="capacity">How many are kept.</param>
/// <param name="maxWeight">About how many bytes are kept.</param>
internal sealed class BoundedSignal<T>(int capacity, long maxWeight)
    where T : class, ITraceItem
{
    private readonly Queue<T> _items = new();
    private readonly Dictionary<string, Queue<T>> _byTrace = new(StringComparer.Ordinal);
    private long _weight;
    private long _evicted;

    /// <summary>How full it is.</summary>
    public SignalUsage Usage => new(_items.Count, capacity, _evicted);

    /// <summary>The items of each trace, in the order of arrival.</summary>
    public IEnumerable<IReadOnlyCollection<T>> Traces => _byTrace.Values;

    /// <summary>All items, oldest first.</summary>
    public IReadOnlyCollection<T> Items => _items;

    /// <summary>Keeps an item and lets go of the oldest where there is no room.</summary>
    /// <param name="item">What came.</param>
    public void Add(T item)
    {
        _items.Enqueue(item);
        _weight += item.Weight;
        if (item.TraceId is { } trace)
        {
            if (!_byTrace.TryGetValue(trace, out var items))
            {
                _byTrace[trace] = items = new();
            }

            items.Enqueue(item);
        }

        while (_items.Count > capacity || (_weight > maxWeight && _items.Count > 1))
        {
            EvictOldest();
        }
    }

    /// <summary>The items of one trace, in the order of arrival.</summary>
    /// <param name="traceId">Which trace.</param>
    public IReadOnlyList<T> OfTrace(string traceId) => _byTrace.TryGetValue(traceId, out var items) ? [.. items] : [];

    private void EvictOldest()
    {
        var oldest = _items.Dequeue();
        _weight -= oldest.Weight;
        _evicted++;
        if (oldest.TraceId is { } trace)
        {
            // Both queues are in the order of arrival, so the oldest of all is the oldest of its trace.
            var items = _byTrace[trace];
            items.Dequeue();
            if (items.Count == 0)
            {
                _byTrace.Remove(trace);
            }
        }
    }
}
