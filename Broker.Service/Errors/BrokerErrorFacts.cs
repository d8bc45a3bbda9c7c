namespace Broker.Service.Errors;

/// <summary>Assigns code, status and remedy to each <see cref="BrokerError"/>.</summary>
internal static class BrokerErrorFacts
{
    /// <summary>Returns the code for answers, events, spans and metrics, from a closed set.</summary>
    public static string Code(this BrokerError error) => error switch
    {
        BrokerError.BadRequest => "bad_request",
        BrokerError.HostNotAllowed => "host_not_allowed",
        BrokerError.OriginNotAllowed => "origin_not_allowed",
        BrokerError.LoopDetected => "loop_detected",
        BrokerError.NotFound => "not_found",
        BrokerError.MethodNotAllowed => "method_not_allowed",
        BrokerError.ClientTokenRequired => "client_token_required",
        BrokerError.ClientTokenExpired => "client_token_expired",
        BrokerError.PathNotAllowed => "path_not_allowed",
        BrokerError.QueryNotAllowed => "query_not_allowed",
        BrokerError.UpstreamNotAllowed => "upstream_not_allowed",
        BrokerError.UpgradeNotSupported => "upgrade_not_supported",
        BrokerError.EncodingNotSupported => "encoding_not_supported",
        BrokerError.RequestTooLarge => "request_too_large",
        BrokerError.InvalidJson => "invalid_json",
        BrokerError.MediaTypeNotSupported => "media_type_not_supported",
        BrokerError.Busy => "busy",
        BrokerError.AuditUnavailable => "audit_unavailable",
        BrokerError.SecretUnavailable => "secret_unavailable",
        BrokerError.UpstreamUnreachable => "upstream_unreachable",
        BrokerError.UpstreamTimeout => "upstream_timeout",
        BrokerError.UpstreamRedirectRefused => "upstream_redirect_refused",
        BrokerError.UpstreamInterrupted => "upstream_interrupted",
        BrokerError.ClientDisconnected => "client_disconnected",
        BrokerError.BrokerStopping => "broker_stopping",
        BrokerError.InternalError => "internal_error",
        _ => throw new InvalidOperationException($"No code for {error}."),
    };

    /// <summary>Returns the HTTP status of the answer; for a host that hung up, of its event (499, as other proxies use it).</summary>
    public static int Status(this BrokerError error) => error switch
    {
        BrokerError.BadRequest => StatusCodes.Status400BadRequest,
        BrokerError.HostNotAllowed or BrokerError.OriginNotAllowed or BrokerError.PathNotAllowed
            or BrokerError.QueryNotAllowed or BrokerError.UpstreamNotAllowed => StatusCodes.Status403Forbidden,
        BrokerError.LoopDetected => StatusCodes.Status508LoopDetected,
        BrokerError.NotFound => StatusCodes.Status404NotFound,
        BrokerError.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        BrokerError.ClientTokenRequired or BrokerError.ClientTokenExpired => StatusCodes.Status401Unauthorized,
        BrokerError.UpgradeNotSupported => StatusCodes.Status426UpgradeRequired,
        BrokerError.EncodingNotSupported or BrokerError.MediaTypeNotSupported => StatusCodes.Status415UnsupportedMediaType,
        BrokerError.RequestTooLarge => StatusCodes.Status413PayloadTooLarge,
        BrokerError.InvalidJson => StatusCodes.Status400BadRequest,
        BrokerError.Busy or BrokerError.AuditUnavailable or BrokerError.BrokerStopping => StatusCodes.Status503ServiceUnavailable,
        BrokerError.SecretUnavailable or BrokerError.InternalError => StatusCodes.Status500InternalServerError,
        BrokerError.UpstreamUnreachable or BrokerError.UpstreamRedirectRefused or BrokerError.UpstreamInterrupted => StatusCodes.Status502BadGateway,
        BrokerError.UpstreamTimeout => StatusCodes.Status504GatewayTimeout,
        BrokerError.ClientDisconnected => StatusCodes.Status499ClientClosedRequest,
        _ => throw new InvalidOperationException($"No status for {error}."),
    };

    /// <summary>
    /// Returns what happened, in words that name nothing of the request. Agents act on some words, so those about the body avoid them.
    /// </summary>
    public static string Summary(this BrokerError error) => error switch
    {
        BrokerError.BadRequest => "the request is malformed",
        BrokerError.HostNotAllowed => "the Host header does not name this machine",
        BrokerError.OriginNotAllowed => "a web page of another origin is asking",
        BrokerError.LoopDetected => "the request came back to the broker that sent it",
        BrokerError.NotFound => "nothing is found here",
        BrokerError.MethodNotAllowed => "the method is not allowed",
        BrokerError.ClientTokenRequired => "the caller token is missing or wrong",
        BrokerError.ClientTokenExpired => "the caller token has expired",
        BrokerError.PathNotAllowed => "the path is not allowed",
        BrokerError.QueryNotAllowed => "the query is not allowed",
        BrokerError.UpstreamNotAllowed => "the upstream is not allowed for this caller",
        BrokerError.UpgradeNotSupported => "WebSockets are not supported",
        BrokerError.EncodingNotSupported => "the body is compressed",
        BrokerError.RequestTooLarge => "the body has more bytes than this broker takes",
        BrokerError.InvalidJson => "the body is not JSON",
        BrokerError.MediaTypeNotSupported => "the body is not JSON, nor meant to be",
        BrokerError.Busy => "too many bodies are in memory",
        BrokerError.AuditUnavailable => "the request cannot be recorded",
        BrokerError.SecretUnavailable => "the provider key cannot be fetched",
        BrokerError.UpstreamUnreachable => "the upstream cannot be reached",
        BrokerError.UpstreamTimeout => "the upstream did not answer in time",
        BrokerError.UpstreamRedirectRefused => "the upstream redirects",
        BrokerError.UpstreamInterrupted => "the upstream's answer broke off",
        BrokerError.ClientDisconnected => "the host hung up",
        BrokerError.BrokerStopping => "the broker is stopping",
        BrokerError.InternalError => "a fault of the broker's own",
        _ => throw new InvalidOperationException($"No summary for {error}."),
    };

    /// <summary>Returns what the person at the host can do, as a sentence; null if the detail says it, or nothing helps.</summary>
    public static string? Remedy(this BrokerError error) => error switch
    {
        BrokerError.HostNotAllowed => "call the broker by 127.0.0.1, localhost or [::1]",
        BrokerError.OriginNotAllowed => "web pages of other origins may not use the broker",
        BrokerError.LoopDetected => "the upstream of this broker leads back to it; check the upstream's URL here and in the brokers behind it",
        BrokerError.NotFound => "nothing answers this GET; GET /healthz tells the broker's state",
        BrokerError.MethodNotAllowed => "use a method that the Allow header names",
        BrokerError.ClientTokenRequired => "send the caller token as X-Broker-Token or as Authorization: Bearer, once",
        BrokerError.ClientTokenExpired => "ask for a new token; expires of the caller in the broker's configuration says when one ends",
        BrokerError.QueryNotAllowed => "entries in the broker's configuration name the query keys that may come, each once, with plain values",
        BrokerError.UpstreamNotAllowed => "upstreams of the caller in the broker's configuration lists those it may use",
        BrokerError.PathNotAllowed => "allowed_paths in the broker's configuration lists what may be asked for; paths are compared byte for byte",
        BrokerError.UpgradeNotSupported => "send the request over plain HTTP; WebSockets are not forwarded",
        BrokerError.EncodingNotSupported => "the broker reads plain JSON alone; send the body uncompressed",
        BrokerError.RequestTooLarge => "max_request_bytes in the broker's configuration sets the limit",
        BrokerError.InvalidJson => "the body must be one JSON value in UTF-8, nested no deeper than 64 levels",
        BrokerError.MediaTypeNotSupported => "the broker forwards JSON alone; uploads are not supported here",
        BrokerError.Busy => "too many request bodies are in memory; try again in a second, or raise max_buffered_bytes in the broker's configuration",
        BrokerError.AuditUnavailable => "the event log cannot be written; see events_path and the broker's log",
        BrokerError.UpstreamTimeout => "the upstream was silent for longer than its time limit in the broker's configuration",
        BrokerError.UpstreamRedirectRefused => "the upstream answered with a redirect, which is never followed; check the upstream's URL",
        BrokerError.InternalError => "the broker failed; its log says more",
        BrokerError.BadRequest or BrokerError.SecretUnavailable or BrokerError.UpstreamUnreachable
            or BrokerError.UpstreamInterrupted or BrokerError.ClientDisconnected or BrokerError.BrokerStopping => null,
        _ => throw new InvalidOperationException($"No remedy for {error}."),
    };
}
