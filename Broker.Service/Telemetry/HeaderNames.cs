namespace Broker.Service.Telemetry;

/// <summary>Names of headers as spans list them: bounded, in order, and without those that belong to one connection alone.</summary>
internal static class HeaderNames
{
    private const int MostNames = 64;
    private const int LongestName = 64;

    // Framing and address of each connection: both sides have their own, and neither crosses.
    private static readonly string[] OfTheConnection = ["Host", "Content-Length", "Transfer-Encoding", "traceparent", "tracestate"];

    /// <summary>The names as an attribute has them.</summary>
    public static string[] Listed(IEnumerable<string> names) =>
        [.. names.Take(MostNames).Select(name => name.Length > LongestName ? name[..LongestName] + "…" : name).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The names, less those that never cross.</summary>
    public static HashSet<string> Crossing(IEnumerable<string> names)
    {
        var crossing = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        crossing.ExceptWith(OfTheConnection);
        return crossing;
    }
}
