using System.Diagnostics;
using System.Text;

namespace Broker.Service.Requests;

/// <summary>
/// W3C Trace Context of a request: that of the broker's own span, or where nobody traces here that of the host, handed on as it came.
/// Baggage stays here.
/// </summary>
internal static class TraceContext
{
    private const string Parent = "traceparent";
    private const string State = "tracestate";

    /// <summary>The trace that a request belongs to; null for one that belongs to none.</summary>
    /// <param name="headers">The host's headers.</param>
    public static string? TraceId(IHeaderDictionary headers) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString()
        : TryRead(headers, out var host, out _) ? host.TraceId.ToHexString()
        : null;

    /// <summary>Tells the next hop.</summary>
    /// <param name="from">The host's headers.</param>
    /// <param name="to">The outgoing request.</param>
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

    /// <summary>The host's own, if it sent a valid one.</summary>
    /// <param name="headers">The host's headers.</param>
    /// <param name="context">What it says.</param>
    /// <param name="parent">How it says it.</param>
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
