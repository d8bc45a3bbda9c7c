namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>A moment within a span.</summary>
/// <param name="Time">When.</param>
/// <param name="Name">What.</param>
/// <param name="Attributes">The details.</param>
internal sealed record SpanEvent(DateTimeOffset Time, string Name, AttributeSet Attributes);
