using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>A span as a row of the waterfall.</summary>
/// <param name="Node">The span at its place in the tree.</param>
/// <param name="Below">How many spans are below it.</param>
/// <param name="Offset">How long after the trace it begins.</param>
/// <param name="Left">Where its bar begins, as a percentage.</param>
/// <param name="Width">How wide its bar is, as a percentage.</param>
/// <param name="Marks">Where something was logged or happened, as percentages.</param>
/// <param name="Logs">How many records it logged.</param>
internal sealed record TraceRow(TraceNode Node, int Below, TimeSpan Offset, string Left, string Width, IReadOnlyList<string> Marks, int Logs)
{
    /// <summary>The span.</summary>
    public SpanRecord Span => Node.Span;

    /// <summary>Whether it failed.</summary>
    public bool Failed => Span.Status is SpanStatus.Error;
}
