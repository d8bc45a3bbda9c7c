namespace Broker.AppHost.Embedded.Dashboard.Live;

/// <summary>What an open page can be told of.</summary>
[Flags]
public enum LiveTopic
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>States, health and commands of resources.</summary>
    Resources = 1,

    /// <summary>Spans, log records and metrics.</summary>
    Telemetry = 2,

    /// <summary>What resources write.</summary>
    Console = 4,
}
