using System.Text;
using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Broker.AppHost.Embedded.Dashboard.Scan;
using Google.Protobuf;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>Looks for secrets in exports as they came, before anything is cut, and takes them out.</summary>
/// <param name="scan">Knows the secrets.</param>
/// <param name="nameLength">Characters of a sender's name that are kept.</param>
internal sealed class WireScan(SecretScan scan, int nameLength)
{
    /// <summary>Scans spans with all that is in them.</summary>
    /// <param name="export">What came; cleaned in place.</param>
    public void Clean(WireTraceExport export)
    {
        foreach (var batch in export.ResourceSpans)
        {
            var sender = Sender(batch.Resource, ScanKind.Spans);
            foreach (var scope in batch.ScopeSpans)
            {
                var inScope = Scope(scope.Scope);
                foreach (var span in scope.Spans)
                {
                    var found = inScope | Text(span, span.Name, static (one, text) => one.Name = text) | Pairs(span.Attributes);
                    found |= span.Status is { } status && Text(status, status.Message, static (one, text) => one.Message = text);
                    foreach (var item in span.Events)
                    {
                        found |= Text(item, item.Name, static (one, text) => one.Name = text) | Pairs(item.Attributes);
                    }

                    scan.Count(ScanKind.Spans, sender, found);
                }
            }
        }
    }

    /// <summary>Scans log records.</summary>
    /// <param name="export">What came; cleaned in place.</param>
    public void Clean(WireLogsExport export)
    {
        foreach (var batch in export.ResourceLogs)
        {
            var sender = Sender(batch.Resource, ScanKind.Logs);
            foreach (var scope in batch.ScopeLogs)
            {
                var inScope = Scope(scope.Scope);
                foreach (var log in scope.LogRecords)
                {
                    var found = inScope | Value(log.Body) | Pairs(log.Attributes)
                        | Text(log, log.EventName, static (one, text) => one.EventName = text) | Text(log, log.SeverityText, static (one, text) => one.SeverityText = text);
                    scan.Count(ScanKind.Logs, sender, found);
                }
            }
        }
    }

    /// <summary>Scans metrics with the tags of their points.</summary>
    /// <param name="export">What came; cleaned in place.</param>
    public void Clean(WireMetricsExport export)
    {
        foreach (var batch in export.ResourceMetrics)
        {
            var sender = Sender(batch.Resource, ScanKind.Metrics);
            foreach (var scope in batch.ScopeMetrics)
            {
                var inScope = Scope(scope.Scope);
                foreach (var metric in scope.Metrics)
                {
                    var found = inScope | Text(metric, metric.Name, static (one, text) => one.Name = text) | Text(metric, metric.Description, static (one, text) => one.Description = text)
                        | Text(metric, metric.Unit, static (one, text) => one.Unit = text);
                    foreach (var tags in TagsOf(metric))
                    {
                        found |= Pairs(tags);
                    }

                    scan.Count(ScanKind.Metrics, sender, found);
                }
            }
        }
    }

    private static IEnumerable<IList<WirePair>> TagsOf(WireMetric metric) => metric.DataCase switch
    {
        WireMetric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Select(point => point.Attributes),
        WireMetric.DataOneofCase.Sum => metric.Sum.DataPoints.Select(point => point.Attributes),
        WireMetric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Select(point => point.Attributes),
        WireMetric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.DataPoints.Select(point => point.Attributes),
        WireMetric.DataOneofCase.Summary => metric.Summary.DataPoints.Select(point => point.Attributes),
        _ => [],
    };

    /// <summary>The sender's name. What it says about itself counts as one more of the batch's kind only where a secret is in it.</summary>
    private string Sender(WireResource? resource, ScanKind kind)
    {
        var found = resource is not null && Pairs(resource.Attributes);
        var name = resource?.Attributes.FirstOrDefault(pair => pair.Key == "service.name")?.Value?.StringValue;
        var sender = string.IsNullOrEmpty(name) ? "unknown" : WireText.Clean(name, nameLength);
        if (found)
        {
            scan.Count(kind, sender, found);
        }

        return sender;
    }

    private bool Scope(WireScope? scope) => scope is not null && Text(scope, scope.Name, static (one, text) => one.Name = text);

    private bool Pairs(IList<WirePair> pairs)
    {
        var found = false;
        foreach (var pair in pairs)
        {
            found |= Text(pair, pair.Key, static (one, text) => one.Key = text) | Value(pair.Value);
        }

        return found;
    }

    // As deep as the wire's own reader goes, which has a limit.
    private bool Value(WireValue? value) => value?.ValueCase switch
    {
        WireValue.ValueOneofCase.StringValue => Text(value, value.StringValue, static (one, text) => one.StringValue = text),
        WireValue.ValueOneofCase.BytesValue => Text(value, Encoding.UTF8.GetString(value.BytesValue.Span), static (one, text) => one.BytesValue = ByteString.CopyFromUtf8(text)),
        WireValue.ValueOneofCase.ArrayValue => value.ArrayValue.Values.Aggregate(false, (found, item) => found | Value(item)),
        WireValue.ValueOneofCase.KvlistValue => Pairs(value.KvlistValue.Values),
        _ => false,
    };

    // Called for each name and value that comes: nothing is allocated where nothing is found.
    private bool Text<T>(T owner, string text, Action<T, string> replace)
    {
        if (!scan.Holds(text))
        {
            return false;
        }

        replace(owner, scan.Clean(text));
        return true;
    }
}
