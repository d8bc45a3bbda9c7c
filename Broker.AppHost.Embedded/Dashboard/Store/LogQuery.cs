namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>Which log records to show.</summary>
internal sealed record LogQuery
{
    /// <summary>Only those of this severity at least, in OTLP's numbers; 0 for all, those without one too.</summary>
    public int MinSeverity { get; init; }

    /// <summary>Only those of this resource; null for all.</summary>
    public string? Resource { get; init; }

    /// <summary>Only those with this text in the message, the category or an attribute; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>Only those of this trace; null for all.</summary>
    public string? TraceId { get; init; }

    /// <summary>Only those of this span; null for all.</summary>
    public string? SpanId { get; init; }

    /// <summary>How many of the newest to leave out.</summary>
    public int Offset { get; init; }

    /// <summary>How many to show at most.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>Whether a record is one of them.</summary>
    /// <param name="log">The record.</param>
    public bool Accepts(LogRecord log) =>
        log.SeverityNumber >= MinSeverity
        && (string.IsNullOrEmpty(Resource) || log.Sender.Name == Resource)
        && (string.IsNullOrEmpty(TraceId) || log.TraceId == TraceId)
        && (string.IsNullOrEmpty(SpanId) || log.SpanId == SpanId)
        && (string.IsNullOrEmpty(Text) || TextSearch.Has(log.Body, Text) || TextSearch.Has(log.Scope, Text) || TextSearch.Has(log.EventName, Text) || TextSearch.Has(log.Attributes, Text));
}
