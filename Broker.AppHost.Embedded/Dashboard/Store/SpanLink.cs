namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>Another span that a span points to.</summary>
/// <param name="TraceId">Its trace.</param>
/// <param name="SpanId">Its id.</param>
internal sealed record SpanLink(string TraceId, string SpanId);
