namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>One span as kept.</summary>
internal sealed class SpanRecord : ITraceItem
{
    /// <inheritdoc/>
    public required string TraceId { get; init; }

    /// <summary>Its id, 16 lower-case hex digits.</summary>
    public required string SpanId { get; init; }

    /// <summary>The span it is a part of; null when it begins the trace.</summary>
    public string? ParentId { get; init; }

    /// <summary>What it says it does.</summary>
    public required string Name { get; init; }

    /// <summary>What it is to its neighbours.</summary>
    public SpanKind Kind { get; init; }

    /// <summary>The process that sent it.</summary>
    public required Sender Sender { get; init; }

    /// <summary>The activity source that made it.</summary>
    public required string Scope { get; init; }

    /// <summary>When it began, by the sender's clock.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When it ended; never before <see cref="Start"/>.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>How it ended.</summary>
    public SpanStatus Status { get; init; }

    /// <summary>What it says about how it ended; empty when nothing.</summary>
    public string StatusMessage { get; init; } = "";

    /// <summary>The details.</summary>
    public AttributeSet Attributes { get; init; } = AttributeSet.Empty;

    /// <summary>Moments within it.</summary>
    public IReadOnlyList<SpanEvent> Events { get; init; } = [];

    /// <summary>How many more events there were.</summary>
    public long DroppedEvents { get; init; }

    /// <summary>Spans it points to.</summary>
    public IReadOnlyList<SpanLink> Links { get; init; } = [];

    /// <summary>How many more links there were.</summary>
    public long DroppedLinks { get; init; }

    /// <inheritdoc/>
    public long Weight { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration => End - Start;
}
