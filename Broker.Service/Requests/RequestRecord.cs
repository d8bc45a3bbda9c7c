using Broker.Service.Auditing;
using Broker.Service.Policy;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Requests;

/// <summary>What is known of a request at its start. From then on an event must be written.</summary>
internal sealed record RequestRecord
{
    private RequestRecord(HttpContext context) => Context = context;

    public HttpContext Context { get; }

    /// <summary>The policy in force at the start of the request.</summary>
    public required BrokerPolicy Policy { get; init; }

    /// <summary>HTTP method as received.</summary>
    public required string Method { get; init; }

    /// <summary>Request target as received: compared by checks, never printed.</summary>
    public required string RawTarget { get; init; }

    /// <summary>Printable path, for events, logs, spans and answers.</summary>
    public required string Path { get; init; }

    /// <summary>Start of the request, from <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public required long StartTimestamp { get; init; }

    /// <summary>Id of the request's trace; null if it has none.</summary>
    public required string? TraceId { get; init; }

    /// <summary>True for a GET that requests a WebSocket upgrade.</summary>
    public required bool IsUpgrade { get; init; }

    public IHeaderDictionary Headers => Context.Request.Headers;

    /// <summary>Cancelled when the host hangs up.</summary>
    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>Creates the record of a request, and marks the request as one whose event the handler writes.</summary>
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
            IsUpgrade = method == HttpMethods.Get && WebSocketUpgrade.IsRequested(context.Request.Headers),
        };
    }
}
