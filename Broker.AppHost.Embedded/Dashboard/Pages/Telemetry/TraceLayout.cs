using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>A trace with its logs, laid out as a waterfall.</summary>
internal sealed class TraceLayout
{
    private readonly TraceSnapshot? _trace;
    private readonly int _logCount;

    /// <summary>Lays it out.</summary>
    /// <param name="trace">The trace; null when it is not known.</param>
    /// <param name="logs">Its log records.</param>
    public TraceLayout(TraceSnapshot? trace, IReadOnlyList<LogRecord> logs)
    {
        (_trace, _logCount) = (trace, logs.Count);
        Logs = logs.ToLookup(log => log.SpanId);
        if (trace is { Spans.Count: > 0 } && TraceTree.Of(trace.Spans) is var nodes)
        {
            Summary = TraceSummary.Of(nodes);
            Scale = new(nodes);
            Rows = TraceRows.Of(nodes, Scale, Logs);
        }

        var ids = Rows.Select(row => row.Span.SpanId).ToHashSet(StringComparer.Ordinal);
        OtherLogs = [.. logs.Where(log => log.SpanId is not { } id || !ids.Contains(id))];
    }

    /// <summary>The trace in a line; null when none of its spans is known.</summary>
    public TraceSummary? Summary { get; }

    /// <summary>Its width; null when none of its spans is known.</summary>
    public WaterfallScale? Scale { get; }

    /// <summary>All rows, parents before children.</summary>
    public IReadOnlyList<TraceRow> Rows { get; } = [];

    /// <summary>The log records by span.</summary>
    public ILookup<string?, LogRecord> Logs { get; }

    /// <summary>Log records of none of the spans here.</summary>
    public IReadOnlyList<LogRecord> OtherLogs { get; }

    /// <summary>How many log records there are.</summary>
    public int LogCount => _logCount;

    /// <summary>Whether it was laid out of just these.</summary>
    /// <param name="trace">The trace as it is now.</param>
    /// <param name="logs">Its log records as they are now.</param>
    public bool IsOf(TraceSnapshot? trace, IReadOnlyList<LogRecord> logs) => trace == _trace && logs.Count == _logCount;
}
