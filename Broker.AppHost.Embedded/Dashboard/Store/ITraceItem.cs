namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>Something that may belong to a trace and takes room in memory.</summary>
internal interface ITraceItem
{
    /// <summary>The trace it belongs to, 32 lower-case hex digits; null when to none.</summary>
    string? TraceId { get; }

    /// <summary>About how many bytes it holds.</summary>
    long Weight { get; }
}
