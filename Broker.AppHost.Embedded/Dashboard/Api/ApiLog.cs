using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>A log record as the API shows it.</summary>
internal sealed record ApiLog(
    DateTimeOffset Time,
    string Severity,
    int SeverityNumber,
    string Body,
    string Resource,
    string Category,
    string EventName,
    string? TraceId,
    string? SpanId,
    IReadOnlyDictionary<string, object?> Attributes,
    long DroppedAttributes)
{
    /// <summary>From the store.</summary>
    /// <param name="log">The record.</param>
    public static ApiLog Of(LogRecord log) => new(
        log.Time,
        log.Severity,
        log.SeverityNumber,
        log.Body,
        log.Sender.Name,
        log.Scope,
        log.EventName,
        log.TraceId,
        log.SpanId,
        ApiAttributes.Of(log.Attributes),
        log.Attributes.Dropped);
}
