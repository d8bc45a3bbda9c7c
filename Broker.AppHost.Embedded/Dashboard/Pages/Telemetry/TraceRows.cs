using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>Lays a trace out as rows, and tells which of them are seen when some are folded.</summary>
internal static class TraceRows
{
    private const int MostMarks = 24;

    /// <summary>All rows, parents before children.</summary>
    /// <param name="nodes">The spans in their places; at least one.</param>
    /// <param name="scale">The width of the trace.</param>
    /// <param name="logs">The log records by span.</param>
    public static IReadOnlyList<TraceRow> Of(IReadOnlyList<TraceNode> nodes, WaterfallScale scale, ILookup<string?, LogRecord> logs)
    {
        var below = Below(nodes);
        var rows = new TraceRow[nodes.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var node = nodes[i];
            var (left, width) = scale.Bar(node);
            var own = logs[node.Span.SpanId];
            var marks = own.Select(log => log.Time).Concat(node.Span.Events.Select(item => item.Time)).Take(MostMarks);
            rows[i] = new(node, below[i], scale.Offset(node.Start), left, width, [.. marks.Select(time => scale.Place(time + node.ClockShift))], own.Count());
        }

        return rows;
    }

    /// <summary>The rows that are seen.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="folded">Spans that show nothing of what is below them.</param>
    public static IReadOnlyList<TraceRow> Seen(IReadOnlyList<TraceRow> rows, IReadOnlySet<SpanRecord> folded)
    {
        if (folded.Count == 0)
        {
            return rows;
        }

        var seen = new List<TraceRow>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            seen.Add(rows[i]);
            if (folded.Contains(rows[i].Span))
            {
                i += rows[i].Below;
            }
        }

        return seen;
    }

    /// <summary>The row that another one is directly below; null for one at the top.</summary>
    /// <param name="rows">The rows that are seen.</param>
    /// <param name="row">One of them.</param>
    public static TraceRow? ParentOf(IReadOnlyList<TraceRow> rows, TraceRow row)
    {
        TraceRow? parent = null;
        foreach (var other in rows)
        {
            if (other.Span == row.Span)
            {
                return parent?.Node.Depth < row.Node.Depth ? parent : null;
            }

            if (other.Node.Depth == row.Node.Depth - 1)
            {
                parent = other;
            }
        }

        return null;
    }

    // What is below a span follows it, until one comes that is no deeper.
    private static int[] Below(IReadOnlyList<TraceNode> nodes)
    {
        var below = new int[nodes.Count];
        var open = new Stack<int>();
        for (var i = 0; i <= nodes.Count; i++)
        {
            var depth = i < nodes.Count ? nodes[i].Depth : 0;
            while (open.TryPeek(out var above) && nodes[above].Depth >= depth)
            {
                below[above] = i - above - 1;
                open.Pop();
            }

            open.Push(i);
        }

        return below;
    }
}
