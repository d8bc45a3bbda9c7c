namespace Broker.Bench.Arguments;

/// <summary>What can be measured by itself with <c>--only</c>.</summary>
internal enum Figure
{
    /// <summary>64 connections, small bodies: requests per second, latency, CPU and memory.</summary>
    Throughput,

    /// <summary>One connection: what is added over going direct.</summary>
    Latency,

    /// <summary>64 KiB, 256 KiB and 4 MiB bodies.</summary>
    Bodies,

    /// <summary>Event streams: the time to the first chunk.</summary>
    FirstChunk,

    /// <summary>Event streams: memory with 500 of them open.</summary>
    Streams,

    /// <summary>The time from the start of the process to its first healthy answer.</summary>
    Startup,
}
