namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>How much telemetry is kept; beyond it the oldest goes.</summary>
internal sealed record TelemetryLimits
{
    /// <summary>Spans kept.</summary>
    public int Spans { get; init; } = 10_000;

    /// <summary>Log records kept.</summary>
    public int Logs { get; init; } = 10_000;

    /// <summary>Metric series kept, each with its latest point.</summary>
    public int MetricSeries { get; init; } = 2_000;

    /// <summary>Samples kept of all metric series together.</summary>
    public int MetricSamples { get; init; } = 200_000;

    /// <summary>How long a sample is kept.</summary>
    public TimeSpan MetricHistory { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>About how many bytes spans may take, and log records and metric samples likewise: few big items count as much as many small ones.</summary>
    public long BytesPerSignal { get; init; } = 64L * 1024 * 1024;

    /// <summary>Longest export in bytes, as received and as unpacked.</summary>
    public int ExportBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Attributes kept of one span, event, log record or resource.</summary>
    public int Attributes { get; init; } = 128;

    /// <summary>Events, and links, kept of one span.</summary>
    public int EventsPerSpan { get; init; } = 128;

    /// <summary>Characters kept of a value.</summary>
    public int ValueLength { get; init; } = 8 * 1024;

    /// <summary>Characters kept of a name.</summary>
    public int NameLength { get; init; } = 256;
}
