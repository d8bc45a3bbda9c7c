using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>Reads log records.</summary>
/// <param name="limits">How much is kept.</param>
/// <param name="time">Gives a time to records that have none.</param>
internal sealed class LogReader(TelemetryLimits limits, TimeProvider time)
{
    private const int BaseWeight = 384;
    private const int MaxSeverity = 24;
    private readonly WireAttributes _attributes = new(limits);

    /// <summary>The record as kept.</summary>
    /// <param name="log">What came.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="scope">Its category.</param>
    public LogRecord Read(WireLogRecord log, Sender sender, string scope)
    {
        var body = WireText.Clean(AttributeText.Of(_attributes.Read(log.Body)), limits.ValueLength, keepLines: true);
        var attributes = _attributes.Read(log.Attributes, log.DroppedAttributesCount);
        var severity = log.SeverityNumber is > 0 and <= MaxSeverity ? log.SeverityNumber : 0;
        return new()
        {
            TraceId = WireIds.Trace(log.TraceId),
            SpanId = WireIds.Span(log.SpanId),
            Time = WireTime.Read(log.TimeUnixNano) ?? WireTime.Read(log.ObservedTimeUnixNano) ?? time.GetUtcNow(),
            SeverityNumber = severity,
            Severity = LogSeverity.Name(severity) ?? WireText.Clean(log.SeverityText, limits.NameLength),
            Body = body,
            Sender = sender,
            Scope = scope,
            EventName = WireText.Clean(log.EventName, limits.NameLength),
            Attributes = attributes,
            Weight = BaseWeight + sender.Attributes.Weight + (2 * body.Length) + attributes.Weight,
        };
    }
}
