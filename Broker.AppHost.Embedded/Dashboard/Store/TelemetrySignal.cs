namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>What sort of telemetry it is.</summary>
internal enum TelemetrySignal
{
    /// <summary>Spans.</summary>
    Traces,

    /// <summary>Log records.</summary>
    Logs,

    /// <summary>Metric points.</summary>
    Metrics,
}
