namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>Reads OTLP times: nanoseconds since 1970, 0 for none.</summary>
internal static class WireTime
{
    private const ulong NanosecondsPerTick = 100;

    /// <summary>The time, to a tenth of a microsecond; null for none. Every number is a time before the year 2555.</summary>
    /// <param name="nanoseconds">What came.</param>
    public static DateTimeOffset? Read(ulong nanoseconds) =>
        nanoseconds == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / NanosecondsPerTick));
}
