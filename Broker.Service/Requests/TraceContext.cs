using System.Diagnostics;
using System.Text;

namespace Broker.Service.Requests;

/// <summary>W3C Trace Context of a request: the broker's own or, without tracing, the host's. Baggage is dropped.</summary>
internal static class TraceContext
{
    private const string Parent = "traceparent";
    private const string State = "tracestate";

    /// <summary>Returns the id of the request's trace; null if it has none.</summary>
    public static string? TraceId(IHeaderDictionary headers) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString()
        : TryRead(headers, out var host, out _) ? host.TraceId.ToHexString()
        : null;

    /// <summary>Adds the context to an outgoing request.</summary>
    public static void Add(IHeaderDictionary from, HttpRequestMessage to)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity)
        {
            Add(to, id, activity.TraceStateString);
        }
        else if (TryRead(from, out var host, out var parent))
        {
            Add(to, parent, host.TraceState);
        }
    }

    /// <summary>Reads the host's context, if it sent a valid one.</summary>
    /// <param name="parent">The <c>traceparent</c> header as received.</param>
    public static bool TryRead(IHeaderDictionary headers, out ActivityContext context, out string parent)
    {
        parent = headers.TraceParent is [{ } only] ? only : "";
        context = default;
        var state = headers.TraceState.ToString();
        return parent.Length > 0 && ActivityContext.TryParse(parent, Ascii.IsValid(state) ? state : null, isRemote: true, out context);
    }

    private static void Add(HttpRequestMessage request, string parent, string? state)
    {
        request.Headers.TryAddWithoutValidation(Parent, parent);
        if (!string.IsNullOrEmpty(state))
        {
            request.Headers.TryAddWithoutValidation(State, state);
        }
    }
}
