using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>A moment within a span, as the API shows it.</summary>
internal sealed record ApiSpanEvent(DateTimeOffset Time, string Name, IReadOnlyDictionary<string, object?> Attributes, long DroppedAttributes)
{
    /// <summary>From the span.</summary>
    /// <param name="item">The moment.</param>
    public static ApiSpanEvent Of(SpanEvent item) => new(item.Time, item.Name, ApiAttributes.Of(item.Attributes), item.Attributes.Dropped);
}
