namespace Broker.Service.Errors;

/// <summary>Every way a request can fail. Each has one code, one status and one event.</summary>
internal enum BrokerError
{
    /// <summary>The HTTP server refused the request before any check: malformed, header too large, or too slow.</summary>
    BadRequest,

    /// <summary>The <c>Host</c> header does not name this machine.</summary>
    HostNotAllowed,

    /// <summary>The request comes from a web page of another origin.</summary>
    OriginNotAllowed,

    /// <summary>The broker sent this request upstream, and it came back.</summary>
    LoopDetected,

    /// <summary>A GET that neither the broker nor an entry of <c>allowed_paths</c> answers.</summary>
    NotFound,

    /// <summary>A method that no entry of <c>allowed_paths</c> names.</summary>
    MethodNotAllowed,

    /// <summary>The caller token is missing, wrong or contradictory.</summary>
    ClientTokenRequired,

    /// <summary>The caller token was valid once; <c>expires</c> has passed.</summary>
    ClientTokenExpired,

    /// <summary>Method and request target equal no entry of <c>allowed_paths</c>.</summary>
    PathNotAllowed,

    /// <summary>The query has a key, or a value, that the entry does not allow.</summary>
    QueryNotAllowed,

    /// <summary>The caller may not use the upstream that the path belongs to.</summary>
    UpstreamNotAllowed,

    /// <summary>A WebSocket upgrade of an allowed path.</summary>
    UpgradeNotSupported,

    /// <summary>The body is compressed.</summary>
    EncodingNotSupported,

    /// <summary>The body is longer than <c>max_request_bytes</c>.</summary>
    RequestTooLarge,

    /// <summary>The body is not JSON.</summary>
    InvalidJson,

    /// <summary>The body is not JSON, and its media type is not either: an upload, for one.</summary>
    MediaTypeNotSupported,

    /// <summary>The bodies in memory have reached <c>max_buffered_bytes</c>.</summary>
    Busy,

    /// <summary>The event log cannot be written, so the request must not be served.</summary>
    AuditUnavailable,

    /// <summary>The provider key cannot be fetched.</summary>
    SecretUnavailable,

    /// <summary>The connection to the upstream failed, or closed before its answer started.</summary>
    UpstreamUnreachable,

    /// <summary>The upstream was silent for longer than its time limit.</summary>
    UpstreamTimeout,

    /// <summary>The upstream answered with a redirect, which is not followed: the key is sent nowhere else.</summary>
    UpstreamRedirectRefused,

    /// <summary>The upstream's answer ended early; the host's connection was aborted, since the status was sent already.</summary>
    UpstreamInterrupted,

    /// <summary>The host hung up before the end of its answer.</summary>
    ClientDisconnected,

    /// <summary>The broker is stopping and broke the request off.</summary>
    BrokerStopping,

    /// <summary>A fault of the broker.</summary>
    InternalError,
}
