using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>A trace in a line, as the API shows it.</summary>
internal sealed record ApiTrace(string TraceId, string Name, DateTimeOffset StartTime, double DurationMs, int SpanCount, int ErrorCount, IReadOnlyList<string> Resources)
{
    /// <summary>From the summary.</summary>
    /// <param name="trace">The summary.</param>
    public static ApiTrace Of(TraceSummary trace) =>
        new(trace.TraceId, trace.Name, trace.Start, trace.Duration.TotalMilliseconds, trace.Spans, trace.Errors, trace.Resources);
}
