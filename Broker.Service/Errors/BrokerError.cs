namespace Broker.Service.Errors;

/// <summary>Every way in which a request can fail to be answered as asked; each has one code, one status and one event.</summary>
internal enum BrokerError
{
    /// <summary>The HTTP server refused the request before any check: malformed, too large a header, too slow.</summary>
    BadRequest,

    /// <summary>The <c>Host</c> header does not name this machine.</summary>
    HostNotAllowed,

    /// <summary>A web page of another origin is asking.</summary>
    OriginNotAllowed,

    /// <summary>The request has been here before: it went upstream and came back.</summary>
    LoopDetected,

    /// <summary>A GET that nothing here answers.</summary>
    NotFound,

    /// <summary>A method that no entry of <c>allowed_paths</c> names.</summary>
    MethodNotAllowed,

    /// <summary>The caller token is missing, wrong or contradictory.</summary>
    ClientTokenRequired,

    /// <summary>Method and request target equal no entry of <c>allowed_paths</c>.</summary>
    PathNotAllowed,

    /// <summary>A WebSocket upgrade of a path that is allowed.</summary>
    UpgradeNotSupported,

    /// <summary>The body is compressed.</summary>
    EncodingNotSupported,

    /// <summary>The body is longer than <c>max_request_bytes</c>.</summary>
    RequestTooLarge,

    /// <summary>The body is not JSON.</summary>
    InvalidJson,

    /// <summary>The body is not JSON, and was not meant to be: an upload, say.</summary>
    MediaTypeNotSupported,

    /// <summary>The event log cannot be written, so nothing may happen that it would have to tell.</summary>
    AuditUnavailable,

    /// <summary>The provider key cannot be had.</summary>
    SecretUnavailable,

    /// <summary>The upstream cannot be connected to, or closed the connection before its answer began.</summary>
    UpstreamUnreachable,

    /// <summary>The upstream was silent for longer than <c>upstream_timeout_seconds</c>.</summary>
    UpstreamTimeout,

    /// <summary>The upstream answered with a redirect; the key goes nowhere else.</summary>
    UpstreamRedirectRefused,

    /// <summary>The upstream ended inside its answer; the host's connection was aborted, since the status had gone out.</summary>
    UpstreamInterrupted,

    /// <summary>The host hung up before it had its answer.</summary>
    ClientDisconnected,

    /// <summary>A fault of the broker's own.</summary>
    InternalError,
}
