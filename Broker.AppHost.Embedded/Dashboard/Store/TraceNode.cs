namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>A span at its place in the tree of its trace.</summary>
/// <param name="Span">The span.</param>
/// <param name="Depth">How many spans are above it.</param>
/// <param name="IsOrphan">Whether it names a parent that is not there (not yet, no more, or not sensibly).</param>
/// <param name="ClockShift">What to add to its times so that they fit its parent's clock; zero where clocks agree.</param>
internal sealed record TraceNode(SpanRecord Span, int Depth, bool IsOrphan, TimeSpan ClockShift)
{
    /// <summary>When it began, by the clock of the spans above it.</summary>
    public DateTimeOffset Start => Span.Start + ClockShift;

    /// <summary>When it ended, by the clock of the spans above it.</summary>
    public DateTimeOffset End => Span.End + ClockShift;
}
