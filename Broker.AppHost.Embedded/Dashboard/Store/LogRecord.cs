namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>One log record as kept.</summary>
internal sealed class LogRecord : ITraceItem
{
    /// <inheritdoc/>
    public string? TraceId { get; init; }

    /// <summary>The span it was written in, if any.</summary>
    public string? SpanId { get; init; }

    /// <summary>Its place in the order of arrival, beginning with 1: the store's own name for it.</summary>
    public long Number { get; set; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>OTLP's number, 1 to 24; 0 when not said.</summary>
    public int SeverityNumber { get; init; }

    /// <summary>How grave it is, in a word.</summary>
    public required string Severity { get; init; }

    /// <summary>The message.</summary>
    public required string Body { get; init; }

    /// <summary>The process that sent it.</summary>
    public required Sender Sender { get; init; }

    /// <summary>The log category.</summary>
    public required string Scope { get; init; }

    /// <summary>Its event name; empty when it has none.</summary>
    public string EventName { get; init; } = "";

    /// <summary>The details.</summary>
    public AttributeSet Attributes { get; init; } = AttributeSet.Empty;

    /// <inheritdoc/>
    public long Weight { get; init; }
}
