namespace Broker.Bench.Figures;

/// <summary>What a number says.</summary>
internal enum Metric
{
    /// <summary>Answers in a second.</summary>
    RequestsPerSecond,

    /// <summary>Microseconds within which half of the answers came.</summary>
    P50,

    /// <summary>Microseconds within which 99 of 100 answers came.</summary>
    P99,

    /// <summary>Microseconds of processor time for each request.</summary>
    Cpu,

    /// <summary>MiB at most, after the load.</summary>
    PeakMemory,

    /// <summary>Microseconds from the request to the first byte of the answer's body.</summary>
    FirstChunk,

    /// <summary>KiB for each open stream.</summary>
    StreamMemory,

    /// <summary>Milliseconds from the start of the process to its first healthy answer.</summary>
    Startup,
}
