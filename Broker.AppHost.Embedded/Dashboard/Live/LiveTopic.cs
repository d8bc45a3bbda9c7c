namespace Broker.AppHost.Embedded.Dashboard.Live;

/// <summary>What an open page can be told of.</summary>
[Flags]
public enum LiveTopic
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>States, health and commands of resources.</summary>
    Resources = 1,

    /// <summary>Spans.</summary>
    Traces = 2,

    /// <summary>Log records.</summary>
    Logs = 4,

    /// <summary>Metric points.</summary>
    Metrics = 8,

    /// <summary>Spans, log records and metrics.</summary>
    Telemetry = Traces | Logs | Metrics,

    /// <summary>What resources write.</summary>
    Console = 16,
}
