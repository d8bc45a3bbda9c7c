namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>One trace in a line.</summary>
/// <param name="TraceId">Its id, 32 lower-case hex digits.</param>
/// <param name="Name">What began it.</param>
/// <param name="Start">When its earliest span began.</param>
/// <param name="Duration">From there to the end of its latest span, by the senders' clocks.</param>
/// <param name="Spans">How many spans of it are kept.</param>
/// <param name="Errors">How many of them failed.</param>
/// <param name="Resources">Who took part, in the order of appearance.</param>
internal sealed record TraceSummary(
    string TraceId,
    string Name,
    DateTimeOffset Start,
    TimeSpan Duration,
    int Spans,
    int Errors,
    IReadOnlyList<string> Resources)
{
    /// <summary>Sums a trace up.</summary>
    /// <param name="spans">Its spans in any order; at least one.</param>
    public static TraceSummary Of(IReadOnlyCollection<SpanRecord> spans)
    {
        var first = spans.First();
        var (start, end, errors) = (first.Start, first.End, 0);
        foreach (var span in spans)
        {
            start = span.Start < start ? span.Start : start;
            end = span.End > end ? span.End : end;
            errors += span.Status is SpanStatus.Error ? 1 : 0;
            first = BeginsTraceBefore(span, first) ? span : first;
        }

        return new(first.TraceId, first.Name, start, end - start, spans.Count, errors, [.. spans.OrderBy(span => span.Start).Select(span => span.Sender.Name).Distinct()]);
    }

    // A span without a parent begins the trace, whatever the clocks of others say.
    private static bool BeginsTraceBefore(SpanRecord span, SpanRecord other) =>
        (span.ParentId is null) == (other.ParentId is null) ? span.Start < other.Start : span.ParentId is null;
}
