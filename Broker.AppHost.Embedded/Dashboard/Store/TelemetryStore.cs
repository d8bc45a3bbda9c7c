namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>The telemetry of this run, in bounded memory. Safe to use from any thread.</summary>
internal sealed class TelemetryStore
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly SpanMemory _spans;
    private readonly BoundedSignal<LogRecord> _logs;
    private readonly MetricMemory _metrics;
    private readonly Sorted<TraceSnapshot> _newestTraces;
    private readonly Sorted<LogRecord> _newestLogs;
    private readonly long[] _versions = new long[Enum.GetValues<TelemetrySignal>().Length];
    private long _lastLog;

    /// <summary>Begins empty.</summary>
    /// <param name="limits">How much is kept.</param>
    /// <param name="time">Tells how old metric samples are; the system's when left out.</param>
    public TelemetryStore(TelemetryLimits limits, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        MetricHistory = limits.MetricHistory;
        _spans = new(limits.Spans, limits.BytesPerSignal);
        _logs = new(limits.Logs, limits.BytesPerSignal);
        _metrics = new(limits);

        // Only the copying holds senders up; sorting and summing up does not.
        _newestTraces = new(() => [.. Read<TraceSnapshot[]>(() => [.. _spans.Traces]).OrderByDescending(trace => trace.Summary.Start)]);
        _newestLogs = new(() => [.. Read<LogRecord[]>(() => [.. _logs.Items]).OrderByDescending(log => log.Time).ThenByDescending(log => log.Number)]);
    }

    /// <summary>Raised after each batch that is kept, on the thread that brought it: who hears it must be quick and must not throw.</summary>
    public event Action<TelemetrySignal>? Changed;

    /// <summary>Grows with every batch that is kept: who has seen this number has seen everything.</summary>
    public long Version => Enum.GetValues<TelemetrySignal>().Sum(VersionOf);

    /// <summary>How many spans are kept.</summary>
    public SignalUsage SpanUsage => Read(() => _spans.Usage);

    /// <summary>How many log records are kept.</summary>
    public SignalUsage LogUsage => Read(() => _logs.Usage);

    /// <summary>How many metric series are kept.</summary>
    public SignalUsage MetricUsage => Read(() => _metrics.SeriesUsage);

    /// <summary>How many samples of metric series are kept.</summary>
    public SignalUsage MetricSampleUsage => Read(() => _metrics.SampleUsage);

    /// <summary>How long samples of metric series are kept.</summary>
    public TimeSpan MetricHistory { get; }

    /// <summary>How many traces are kept, whole or in part.</summary>
    public int TraceCount => Read(() => _spans.TraceCount);

    /// <summary>Grows with every batch of the signal that is kept.</summary>
    /// <param name="signal">The signal.</param>
    public long VersionOf(TelemetrySignal signal) => Interlocked.Read(ref _versions[(int)signal]);

    /// <summary>Keeps spans that are not kept already.</summary>
    /// <param name="spans">In the order received.</param>
    public void Add(IReadOnlyCollection<SpanRecord> spans) => Write(TelemetrySignal.Traces, spans, _spans.Add);

    /// <summary>Keeps log records.</summary>
    /// <param name="logs">In the order received.</param>
    public void Add(IReadOnlyCollection<LogRecord> logs) => Write(TelemetrySignal.Logs, logs, log =>
    {
        log.Number = ++_lastLog;
        _logs.Add(log);
    });

    /// <summary>Keeps the points of metric series.</summary>
    /// <param name="points">In the order received.</param>
    public void Add(IReadOnlyCollection<MetricPoint> points)
    {
        var now = _time.GetUtcNow();
        Write(TelemetrySignal.Metrics, points, point => _metrics.Add(point, now));
    }

    /// <summary>The traces of a query, those that began last first.</summary>
    /// <param name="query">Which ones.</param>
    public Matches<TraceSummary> Traces(TraceQuery query) =>
        Matches<TraceSummary>.Of([.. _newestTraces.At(VersionOf(TelemetrySignal.Traces)).Where(query.Accepts).Select(trace => trace.Summary)], query.Offset, query.Limit);

    /// <summary>The traces that began last, newest first.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<TraceSummary> LatestTraces(int count) => Traces(new() { Limit = count }).Items;

    /// <summary>A trace as it is now, the same object as long as it does not change; null when it is not known.</summary>
    /// <param name="traceId">Which trace.</param>
    public TraceSnapshot? Trace(string traceId) => Read(() => _spans.Trace(traceId));

    /// <summary>The spans of a trace in the order received; none when it is not known.</summary>
    /// <param name="traceId">Which trace.</param>
    public IReadOnlyList<SpanRecord> SpansOf(string traceId) => Trace(traceId)?.Spans ?? [];

    /// <summary>The log records of a trace, oldest first.</summary>
    /// <param name="traceId">Which trace.</param>
    public IReadOnlyList<LogRecord> LogsOf(string traceId) => [.. Read(() => _logs.OfTrace(traceId)).OrderBy(log => log.Time)];

    /// <summary>The log records of a query, newest first.</summary>
    /// <param name="query">Which ones.</param>
    public Matches<LogRecord> Logs(LogQuery query) =>
        Matches<LogRecord>.Of([.. _newestLogs.At(VersionOf(TelemetrySignal.Logs)).Where(query.Accepts)], query.Offset, query.Limit);

    /// <summary>The log records written last, newest first.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<LogRecord> LatestLogs(int count) => Logs(new() { Limit = count }).Items;

    /// <summary>All instruments with what their series did, by resource and name.</summary>
    /// <param name="resource">Of which resource; null for all.</param>
    /// <param name="name">Of which name; null for all.</param>
    /// <param name="withSamples">Whether to tell what they did; else only their latest points.</param>
    public IReadOnlyList<MetricInstrument> Instruments(string? resource = null, string? name = null, bool withSamples = true) =>
        MetricInstrument.Group(Read<Store.MetricHistory[]>(() =>
            [.. _metrics.Histories(point => (resource is null || point.Sender.Name == resource) && (name is null || point.Name == name), withSamples)]));

    private void Write<T>(TelemetrySignal signal, IReadOnlyCollection<T> items, Action<T> add)
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

        Interlocked.Increment(ref _versions[(int)signal]);
        Changed?.Invoke(signal);
    }

    private T Read<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }
}
