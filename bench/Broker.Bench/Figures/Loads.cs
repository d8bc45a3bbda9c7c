using System.Globalization;

namespace Broker.Bench.Figures;

/// <summary>Names of the loads under which something is measured.</summary>
internal static class Loads
{
    /// <summary>Bytes of a small body.</summary>
    public const int SmallBody = 512;

    /// <summary>Bytes of the largest body.</summary>
    public const int LargestBody = 4 * 1024 * 1024;

    /// <summary>64 connections, small bodies.</summary>
    public const string Many = "64 connections";

    /// <summary>One connection, small bodies.</summary>
    public const string One = "1 connection";

    /// <summary>Event streams.</summary>
    public const string Streams = "streams";

    /// <summary>None.</summary>
    public const string None = "none";

    /// <summary>Larger bodies, and with how many connections they are sent: as few as keep two processors busy without filling the memory.</summary>
    public static IReadOnlyList<(int Bytes, int Connections)> Bodies { get; } = [(64 * 1024, 64), (256 * 1024, 16), (LargestBody, 4)];

    /// <summary>Bodies of a size.</summary>
    public static string Body(int bytes) => bytes >= 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024 / 1024} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024} KiB");
}
