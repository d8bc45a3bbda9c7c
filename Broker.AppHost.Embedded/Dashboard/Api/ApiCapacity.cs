using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>How full the memory is, signal by signal.</summary>
internal sealed record ApiCapacity(SignalUsage Spans, SignalUsage Logs, SignalUsage MetricSeries, SignalUsage MetricSamples)
{
    /// <summary>As it is now.</summary>
    /// <param name="store">The telemetry.</param>
    public static ApiCapacity Of(TelemetryStore store) => new(store.SpanUsage, store.LogUsage, store.MetricUsage, store.MetricSampleUsage);
}
