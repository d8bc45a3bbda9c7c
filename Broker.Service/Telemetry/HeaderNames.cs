namespace Broker.Service.Telemetry;

/// <summary>Lists names of headers for spans: limited, sorted, without headers of a single connection.</summary>
internal static class HeaderNames
{
    private const int MaxNames = 64;
    private const int MaxNameLength = 64;

    // Framing and address: both connections have their own.
    private static readonly string[] ConnectionHeaders = ["Host", "Content-Length", "Transfer-Encoding", "traceparent", "tracestate"];

    /// <summary>Returns the names as an attribute has them.</summary>
    public static string[] ToAttribute(IEnumerable<string> names) =>
        [.. names.Take(MaxNames)
            .Select(name => name.Length > MaxNameLength ? name[..MaxNameLength] + "…" : name)
            .Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Returns the names without those of a single connection.</summary>
    public static HashSet<string> Crossing(IEnumerable<string> names)
    {
        var crossing = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        crossing.ExceptWith(ConnectionHeaders);
        return crossing;
    }
}
