namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>A trace as it was at one moment; it is made anew when spans come or go.</summary>
/// <param name="spans">Its spans, in the order received; at least one.</param>
internal sealed class TraceSnapshot(SpanRecord[] spans)
{
    private TraceSummary? _summary;

    /// <summary>Its spans, in the order received.</summary>
    public IReadOnlyList<SpanRecord> Spans => spans;

    /// <summary>The trace in a line. Summed up when first asked for; two threads may both do it, to the same end.</summary>
    public TraceSummary Summary => _summary ??= TraceSummary.Of(TraceTree.Of(spans));
}
