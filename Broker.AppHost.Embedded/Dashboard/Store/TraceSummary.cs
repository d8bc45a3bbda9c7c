namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>One trace in a line.</summary>
/// <param name="TraceId">Its id, 32 lower-case hex digits.</param>
/// <param name="Name">What began it.</param>
/// <param name="Start">When its earliest span began.</param>
/// <param name="Duration">From there to the end of its latest span.</param>
/// <param name="Spans">How many spans of it are kept.</param>
/// <param name="Errors">How many of them failed.</param>
/// <param name="Resources">Who took part, callers before called.</param>
internal sealed record TraceSummary(
    string TraceId,
    string Name,
    DateTimeOffset Start,
    TimeSpan Duration,
    int Spans,
    int Errors,
    IReadOnlyList<string> Resources)
{
    /// <summary>Sums a trace up, clocks put right.</summary>
    /// <param name="nodes">Its spans in their places; at least one.</param>
    public static TraceSummary Of(IReadOnlyList<TraceNode> nodes)
    {
        var root = nodes.FirstOrDefault(node => node.Depth == 0 && !node.IsOrphan) ?? nodes[0];
        var start = nodes.Min(node => node.Start);
        return new(
            root.Span.TraceId,
            root.Span.Name,
            start,
            nodes.Max(node => node.End) - start,
            nodes.Count,
            nodes.Count(node => node.Span.Status is SpanStatus.Error),
            [.. nodes.Select(node => node.Span.Sender.Name).Distinct()]);
    }
}
