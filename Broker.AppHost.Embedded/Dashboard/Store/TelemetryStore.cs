namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>The telemetry of this run, in bounded memory. Safe to use from any thread.</summary>
/// <param name="limits">How much is kept.</param>
internal sealed class TelemetryStore(TelemetryLimits limits)
{
    private readonly Lock _lock = new();
    private readonly BoundedSignal<SpanRecord> _spans = new(limits.Spans, limits.BytesPerSignal);
    private readonly BoundedSignal<LogRecord> _logs = new(limits.Logs, limits.BytesPerSignal);
    private readonly BoundedSeries _metrics = new(limits.MetricSeries);
    private long _version;

    /// <summary>Grows with every batch that is kept: who has seen this number has seen everything.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Raised after every batch that is kept, on the thread that brought it.</summary>
    public event Action? Changed;

    /// <summary>How many spans are kept.</summary>
    public SignalUsage SpanUsage => Read(() => _spans.Usage);

    /// <summary>How many log records are kept.</summary>
    public SignalUsage LogUsage => Read(() => _logs.Usage);

    /// <summary>How many metric series are kept.</summary>
    public SignalUsage MetricUsage => Read(() => _metrics.Usage);

    /// <summary>Keeps spans.</summary>
    /// <param name="spans">In the order received.</param>
    public void Add(IReadOnlyCollection<SpanRecord> spans) => Write(spans, _spans.Add);

    /// <summary>Keeps log records.</summary>
    /// <param name="logs">In the order received.</param>
    public void Add(IReadOnlyCollection<LogRecord> logs) => Write(logs, _logs.Add);

    /// <summary>Keeps the latest points of metric series.</summary>
    /// <param name="points">In the order received.</param>
    public void Add(IReadOnlyCollection<MetricPoint> points) => Write(points, _metrics.Add);

    /// <summary>The traces that began last, newest first.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<TraceSummary> LatestTraces(int count)
    {
        var traces = Read<SpanRecord[][]>(() => [.. _spans.Traces.OrderByDescending(spans => spans.Min(span => span.Start)).Take(count).Select(spans => spans.ToArray())]);
        return [.. traces.Select(spans => TraceSummary.Of(TraceTree.Of(spans))).OrderByDescending(trace => trace.Start)];
    }

    /// <summary>How many traces are kept, whole or in part.</summary>
    public int TraceCount => Read(() => _spans.Traces.Count());

    /// <summary>The spans of a trace in the order received; none when it is not known.</summary>
    /// <param name="traceId">Which trace.</param>
    public IReadOnlyList<SpanRecord> SpansOf(string traceId) => Read(() => _spans.OfTrace(traceId));

    /// <summary>The log records of a trace, oldest first.</summary>
    /// <param name="traceId">Which trace.</param>
    public IReadOnlyList<LogRecord> LogsOf(string traceId) => [.. Read(() => _logs.OfTrace(traceId)).OrderBy(log => log.Time)];

    /// <summary>The log records written last, newest first.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<LogRecord> LatestLogs(int count)
    {
        var logs = Read<LogRecord[]>(() => [.. _logs.Items]);
        return [.. logs.Reverse().OrderByDescending(log => log.Time).Take(count)];
    }

    /// <summary>The latest point of each metric series, by sender and name.</summary>
    public IReadOnlyList<MetricPoint> LatestPoints()
    {
        var points = Read<MetricPoint[]>(() => [.. _metrics.Points]);
        return [.. points.OrderBy(point => point.Sender.Name, StringComparer.Ordinal).ThenBy(point => point.Name, StringComparer.Ordinal)];
    }

    private void Write<T>(IReadOnlyCollection<T> items, Action<T> add)
    {
        if (items.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            foreach (var item in items)
            {
                add(item);
            }
        }

        Interlocked.Increment(ref _version);
        Changed?.Invoke();
    }

    private T Read<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }
}
