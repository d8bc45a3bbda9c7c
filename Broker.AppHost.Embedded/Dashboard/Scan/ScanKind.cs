namespace Broker.AppHost.Embedded.Dashboard.Scan;

/// <summary>What is scanned for secrets.</summary>
internal enum ScanKind
{
    /// <summary>Lines that resources write.</summary>
    ConsoleLines,

    /// <summary>Log records.</summary>
    Logs,

    /// <summary>Spans, with their attributes and events.</summary>
    Spans,

    /// <summary>Metrics, with their tags.</summary>
    Metrics,

    /// <summary>Lines of the broker's events file.</summary>
    Events,

    /// <summary>What commands of resources answered.</summary>
    CommandAnswers,
}
