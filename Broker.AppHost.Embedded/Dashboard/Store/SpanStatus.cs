namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>How a span ended; the numbers are OTLP's.</summary>
internal enum SpanStatus
{
    /// <summary>Not said, which is how most good spans end.</summary>
    Unset = 0,

    /// <summary>Said to be good.</summary>
    Ok = 1,

    /// <summary>Failed.</summary>
    Error = 2,
}
