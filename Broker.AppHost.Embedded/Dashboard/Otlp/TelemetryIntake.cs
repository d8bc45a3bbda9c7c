using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Broker.AppHost.Embedded.Dashboard.Scan;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>Takes exports in, whichever way they came, and says what could not be kept.</summary>
/// <param name="store">Keeps them.</param>
/// <param name="limits">How much is kept.</param>
/// <param name="time">Gives a time to what has none.</param>
/// <param name="scan">Takes secrets out first.</param>
internal sealed class TelemetryIntake(TelemetryStore store, TelemetryLimits limits, TimeProvider time, SecretScan scan)
{
    private readonly WireScan? _scan = scan.IsOn ? new(scan, limits.NameLength) : null;
    private readonly SenderReader _senders = new(limits);
    private readonly SpanReader _spans = new(limits, time);
    private readonly LogReader _logs = new(limits, time);
    private readonly MetricReader _metrics = new(limits, time);

    /// <summary>Keeps spans; those without proper ids are rejected.</summary>
    /// <param name="export">What came.</param>
    public WireExportAnswer Accept(WireTraceExport export)
    {
        _scan?.Clean(export);
        var (kept, rejected) = (new List<SpanRecord>(), 0L);
        foreach (var batch in export.ResourceSpans)
        {
            var sender = _senders.Read(batch.Resource);
            foreach (var scope in batch.ScopeSpans)
            {
                var name = ScopeName(scope.Scope);
                foreach (var wire in scope.Spans)
                {
                    if (_spans.Read(wire, sender, name) is { } span)
                    {
                        kept.Add(span);
                    }
                    else
                    {
                        rejected++;
                    }
                }
            }
        }

        store.Add(kept);
        return rejected == 0
            ? new()
            : new() { PartialSuccess = new() { Rejected = rejected, ErrorMessage = "A trace id has 16 bytes and a span id 8, not all zero." } };
    }

    /// <summary>Keeps log records.</summary>
    /// <param name="export">What came.</param>
    public WireExportAnswer Accept(WireLogsExport export)
    {
        _scan?.Clean(export);
        store.Add([.. from batch in export.ResourceLogs
                      let sender = _senders.Read(batch.Resource)
                      from scope in batch.ScopeLogs
                      let name = ScopeName(scope.Scope)
                      from log in scope.LogRecords
                      select _logs.Read(log, sender, name)]);
        return new();
    }

    /// <summary>Keeps metric points; a metric of an unknown sort is rejected.</summary>
    /// <param name="export">What came.</param>
    public WireExportAnswer Accept(WireMetricsExport export)
    {
        _scan?.Clean(export);
        var (kept, rejected) = (new List<MetricPoint>(), 0L);
        foreach (var batch in export.ResourceMetrics)
        {
            var sender = _senders.Read(batch.Resource);
            foreach (var scope in batch.ScopeMetrics)
            {
                var name = ScopeName(scope.Scope);
                foreach (var metric in scope.Metrics)
                {
                    kept.AddRange(_metrics.Read(metric, sender, name));
                    rejected += metric.DataCase is WireMetric.DataOneofCase.None ? 1 : 0;
                }
            }
        }

        store.Add(kept);
        return rejected == 0
            ? new()
            : new() { PartialSuccess = new() { Rejected = rejected, ErrorMessage = "A metric is a gauge, a sum, a histogram or a summary." } };
    }

    private string ScopeName(WireScope? scope) => WireText.Clean(scope?.Name ?? "", limits.NameLength);
}
