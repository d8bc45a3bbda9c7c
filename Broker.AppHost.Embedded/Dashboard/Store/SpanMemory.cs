namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>Spans, oldest out, found by trace, each once. Not thread-safe: its owner locks.</summary>
/// <param name="capacity">How many are kept.</param>
/// <param name="maxWeight">About how many bytes are kept.</param>
internal sealed class SpanMemory(int capacity, long maxWeight)
{
    private readonly Queue<SpanRecord> _spans = new();
    private readonly Dictionary<string, HeldTrace> _traces = new(StringComparer.Ordinal);
    private long _weight;
    private long _evicted;

    /// <summary>How full it is.</summary>
    public SignalUsage Usage => new(_spans.Count, capacity, _evicted);

    /// <summary>How many traces are kept, whole or in part.</summary>
    public int TraceCount => _traces.Count;

    /// <summary>All traces as they are now.</summary>
    public IEnumerable<TraceSnapshot> Traces => _traces.Values.Select(trace => trace.Snapshot);

    /// <summary>One trace as it is now; null when it is not known.</summary>
    /// <param name="traceId">Which trace.</param>
    public TraceSnapshot? Trace(string traceId) => _traces.GetValueOrDefault(traceId)?.Snapshot;

    /// <summary>Keeps a span that is new and lets go of the oldest where there is no room.</summary>
    /// <param name="span">What came.</param>
    public void Add(SpanRecord span)
    {
        if (!_traces.TryGetValue(span.TraceId, out var trace))
        {
            _traces[span.TraceId] = trace = new();
        }

        if (!trace.Add(span))
        {
            return;
        }

        _spans.Enqueue(span);
        _weight += span.Weight;
        while (_spans.Count > capacity || (_weight > maxWeight && _spans.Count > 1))
        {
            EvictOldest();
        }
    }

    private void EvictOldest()
    {
        var oldest = _spans.Dequeue();
        _weight -= oldest.Weight;
        _evicted++;

        // Both queues are in the order of arrival, so the oldest of all is the oldest of its trace.
        var trace = _traces[oldest.TraceId];
        trace.DropOldest();
        if (trace.IsEmpty)
        {
            _traces.Remove(oldest.TraceId);
        }
    }
}
