using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>Reads spans.</summary>
/// <param name="limits">How much is kept.</param>
/// <param name="time">Gives a time to spans that have none.</param>
internal sealed class SpanReader(TelemetryLimits limits, TimeProvider time)
{
    private const int BaseWeight = 512;
    private const int EventWeight = 96;
    private readonly WireAttributes _attributes = new(limits);

    /// <summary>The span as kept; null when its ids are none.</summary>
    /// <param name="span">What came.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="scope">Which source made it.</param>
    public SpanRecord? Read(WireSpan span, Sender sender, string scope)
    {
        if (WireIds.Trace(span.TraceId) is not { } traceId || WireIds.Span(span.SpanId) is not { } spanId)
        {
            return null;
        }

        var end = WireTime.Read(span.EndTimeUnixNano);
        var start = WireTime.Read(span.StartTimeUnixNano) ?? end ?? time.GetUtcNow();
        var attributes = _attributes.Read(span.Attributes, span.DroppedAttributesCount);
        SpanEvent[] events = [.. span.Events.Take(limits.EventsPerSpan).Select(item => Event(item, start))];
        SpanLink[] links = [.. span.Links.Take(limits.EventsPerSpan).Select(Link).OfType<SpanLink>()];
        var message = WireText.Clean(span.Status?.Message ?? "", limits.ValueLength, keepLines: true);
        return new()
        {
            TraceId = traceId,
            SpanId = spanId,
            ParentId = WireIds.Span(span.ParentSpanId),
            Name = WireText.Clean(span.Name, limits.NameLength),
            Kind = (SpanKind)span.Kind is var kind && Enum.IsDefined(kind) ? kind : SpanKind.Unspecified,
            Sender = sender,
            Scope = scope,
            Start = start,
            End = end > start ? end.Value : start,
            Status = (SpanStatus)(span.Status?.Code ?? 0) is var status && Enum.IsDefined(status) ? status : SpanStatus.Unset,
            StatusMessage = message,
            Attributes = attributes,
            Events = events,
            DroppedEvents = span.DroppedEventsCount + (long)span.Events.Count - events.Length,
            Links = links,
            DroppedLinks = span.DroppedLinksCount + (long)span.Links.Count - links.Length,
            Weight = BaseWeight + sender.Attributes.Weight + (2 * message.Length) + attributes.Weight + events.Sum(item => EventWeight + item.Attributes.Weight) + (EventWeight * links.Length),
        };
    }

    private static SpanLink? Link(WireSpanLink link) =>
        WireIds.Trace(link.TraceId) is { } trace && WireIds.Span(link.SpanId) is { } span ? new(trace, span) : null;

    private SpanEvent Event(WireSpanEvent item, DateTimeOffset start) => new(
        WireTime.Read(item.TimeUnixNano) ?? start,
        WireText.Clean(item.Name, limits.NameLength),
        _attributes.Read(item.Attributes, item.DroppedAttributesCount));
}
