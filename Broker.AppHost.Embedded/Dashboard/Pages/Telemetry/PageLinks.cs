namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>Addresses of pages about telemetry, filters included.</summary>
internal static class PageLinks
{
    /// <summary>A trace, with a span of it opened if named.</summary>
    /// <param name="traceId">Which trace.</param>
    /// <param name="spanId">Which span.</param>
    public static string Trace(string traceId, string? spanId = null) => With("/traces/" + Uri.EscapeDataString(traceId), ("span", spanId));

    /// <summary>A trace's requests at the trust boundary.</summary>
    /// <param name="traceId">Which trace.</param>
    public static string Boundary(string traceId) => Trace(traceId) + "/boundary";

    /// <summary>The logs of a trace, or of one of its spans.</summary>
    /// <param name="traceId">Which trace.</param>
    /// <param name="spanId">Which span.</param>
    public static string Logs(string traceId, string? spanId = null) => With("/logs", ("trace", traceId), ("span", spanId));

    /// <summary>One log record among those of its trace, or among all.</summary>
    /// <param name="traceId">Its trace, if any.</param>
    /// <param name="number">Its number.</param>
    public static string Log(string? traceId, long number) => With("/logs", ("trace", traceId), ("log", FormattableString.Invariant($"{number}")));

    /// <summary>Puts a query behind a path; what is empty is left out.</summary>
    /// <param name="path">The path.</param>
    /// <param name="query">Names and values.</param>
    public static string With(string path, params IEnumerable<(string Name, string? Value)> query)
    {
        var pairs = query.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}");
        return string.Join('?', new[] { path, string.Join('&', pairs) }.Where(part => part.Length > 0));
    }
}
