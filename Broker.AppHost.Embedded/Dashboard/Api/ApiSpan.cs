using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>A span at its place in the tree, as the API shows it.</summary>
internal sealed record ApiSpan(
    string SpanId,
    string? ParentSpanId,
    int Depth,
    bool ParentMissing,
    string Name,
    SpanKind Kind,
    string Resource,
    string Scope,
    DateTimeOffset StartTime,
    double DurationMs,
    double ClockShiftMs,
    SpanStatus Status,
    string StatusMessage,
    IReadOnlyDictionary<string, object?> Attributes,
    long DroppedAttributes,
    IReadOnlyList<ApiSpanEvent> Events,
    long DroppedEvents,
    IReadOnlyList<SpanLink> Links,
    long DroppedLinks)
{
    /// <summary>From the tree.</summary>
    /// <param name="node">The span in its place.</param>
    public static ApiSpan Of(TraceNode node) => new(
        node.Span.SpanId,
        node.Span.ParentId,
        node.Depth,
        node.IsOrphan,
        node.Span.Name,
        node.Span.Kind,
        node.Span.Sender.Name,
        node.Span.Scope,
        node.Span.Start,
        node.Span.Duration.TotalMilliseconds,
        node.ClockShift.TotalMilliseconds,
        node.Span.Status,
        node.Span.StatusMessage,
        ApiAttributes.Of(node.Span.Attributes),
        node.Span.Attributes.Dropped,
        [.. node.Span.Events.Select(ApiSpanEvent.Of)],
        node.Span.DroppedEvents,
        node.Span.Links,
        node.Span.DroppedLinks);
}
