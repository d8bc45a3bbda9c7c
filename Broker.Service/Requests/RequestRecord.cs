using Broker.Service.Auditing;
using Broker.Service.Policy;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Requests;

/// <summary>What is known of a request when it begins. From then on an event is owed.</summary>
internal sealed record RequestRecord
{
    private RequestRecord(HttpContext context) => Context = context;

    /// <summary>The request on the server.</summary>
    public HttpContext Context { get; }

    /// <summary>The policy in force when the request began, which holds to its end.</summary>
    public required BrokerPolicy Policy { get; init; }

    /// <summary>HTTP method as it came.</summary>
    public required string Method { get; init; }

    /// <summary>Request target as it came: what checks compare, and what must never be printed.</summary>
    public required string RawTarget { get; init; }

    /// <summary>The path for events, logs, spans and answers.</summary>
    public required string Path { get; init; }

    /// <summary>When the request began, as <see cref="TimeProvider.GetTimestamp"/> counts.</summary>
    public required long StartTimestamp { get; init; }

    /// <summary>Trace that the request belongs to; null if it belongs to none.</summary>
    public required string? TraceId { get; init; }

    /// <summary>True for a GET that asks to become a WebSocket.</summary>
    public required bool IsUpgrade { get; init; }

    /// <summary>The host's headers.</summary>
    public IHeaderDictionary Headers => Context.Request.Headers;

    /// <summary>Cancelled when the host hangs up.</summary>
    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>Begins the record of a request, and marks the request as one that gets its event from the handler.</summary>
    /// <param name="context">The request on the server.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="time">The clock that measures the request.</param>
    public static RequestRecord Begin(HttpContext context, BrokerPolicy policy, TimeProvider time)
    {
        BegunRequest.Mark(context.Features);
        var (method, rawTarget) = context.Features.Get<IHttpRequestFeature>() is { } request ? (request.Method, request.RawTarget) : ("", "");
        return new RequestRecord(context)
        {
            Policy = policy,
            Method = method,
            RawTarget = rawTarget,
            Path = PrintablePath.From(rawTarget),
            StartTimestamp = time.GetTimestamp(),
            TraceId = TraceContext.TraceId(context.Request.Headers),
            IsUpgrade = method == HttpMethods.Get && WebSocketUpgrade.IsAskedFor(context.Request.Headers),
        };
    }
}
