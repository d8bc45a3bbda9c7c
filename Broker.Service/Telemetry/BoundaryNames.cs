namespace Broker.Service.Telemetry;

/// <summary>
/// What the broker's telemetry calls a request's way across the trust boundary: spans, attributes, outcomes, rules and the headers of a
/// caller token. Constants alone, so that whoever reads the telemetry can compile this file too.
/// </summary>
internal static class BoundaryNames
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Source = "Broker.Service";

    /// <summary>Span: the request was checked.</summary>
    public const string CheckSpan = "check";

    /// <summary>Span: the provider key was fetched, or taken from memory.</summary>
    public const string SecretSpan = "secret";

    /// <summary>
    /// Span: the request was sent upstream and the answer passed on; in a dry run, described. That of a model call has a name of the
    /// conventions instead, such as <c>chat gpt-4o-mini</c>; each has <see cref="Mode"/>.
    /// </summary>
    public const string ForwardSpan = "forward";

    /// <summary>Attribute: what the step came to, one of the outcomes below or an error code.</summary>
    public const string Outcome = "broker.outcome";

    /// <summary>Attribute of a check: the rule that decided, such as <c>client_token</c>.</summary>
    public const string Rule = "broker.rule";

    /// <summary>Attribute of a check: the rules that held, in order.</summary>
    public const string RulesPassed = "broker.rules_passed";

    /// <summary>Attribute of a check: the entry of <c>allowed_paths</c> that allowed the request.</summary>
    public const string AllowedPath = "broker.allowed_path";

    /// <summary>Attribute of a check: names of the headers that the host sent.</summary>
    public const string HostHeaders = "broker.host.headers";

    /// <summary>Attribute: label of the secret source, such as <c>env:PROVIDER_API_KEY</c>.</summary>
    public const string SecretSource = "broker.secret.source";

    /// <summary>Attribute of a forward: <c>dry_run</c> or <c>proxy</c>.</summary>
    public const string Mode = "broker.mode";

    /// <summary>Attribute of a forward: the address that the request went to.</summary>
    public const string UpstreamUrl = "broker.upstream.url";

    /// <summary>Attribute of a forward: whether the request carried the key.</summary>
    public const string BearerAttached = "broker.bearer_attached";

    /// <summary>Attribute of a forward: names of the host's headers that went upstream.</summary>
    public const string HeadersForwarded = "broker.request.headers_forwarded";

    /// <summary>Attribute of a forward: names of the host's headers that did not.</summary>
    public const string HeadersWithheld = "broker.request.headers_withheld";

    /// <summary>Attribute of a forward: headers that the broker added, the key among them as <see cref="KeyHeader"/>.</summary>
    public const string HeadersAdded = "broker.request.headers_added";

    /// <summary>Attribute of a forward: names of the upstream's headers that reached the host.</summary>
    public const string AnswerHeadersPassed = "broker.answer.headers_passed";

    /// <summary>Attribute of a forward: names of the upstream's headers that did not.</summary>
    public const string AnswerHeadersWithheld = "broker.answer.headers_withheld";

    /// <summary>Attribute of a forward: how often the key stood in the upstream's answer and was masked; absent where it did not.</summary>
    public const string Masked = "broker.answer.masked";

    /// <summary>Attribute of the OpenTelemetry conventions: why an operation failed, from a closed set.</summary>
    public const string ErrorType = "error.type";

    /// <summary>Outcome of a check: every rule held.</summary>
    public const string Passed = "passed";

    /// <summary>Outcome of a check: a rule refused.</summary>
    public const string Refused = "refused";

    /// <summary>Outcome of a check: the broker answered by itself.</summary>
    public const string Answered = "answered";

    /// <summary>Outcome of a secret: its source was asked.</summary>
    public const string Fetched = "fetched";

    /// <summary>Outcome of a secret: it was in memory.</summary>
    public const string Cached = "cached";

    /// <summary>Outcome of a secret: none is configured.</summary>
    public const string NoSecret = "none";

    /// <summary>Outcome of a secret: it could not be had.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>Outcome of a forward: the upstream answered and the host has its answer.</summary>
    public const string Forwarded = "forwarded";

    /// <summary>Outcome of a forward: described, in a dry run.</summary>
    public const string Described = "described";

    /// <summary>The key as <see cref="HeadersAdded"/> has it.</summary>
    public const string KeyHeader = Authorization + ": Bearer ***";

    /// <summary>Rule: the request is meant for this machine.</summary>
    public const string HostRule = "host";

    /// <summary>Rule: no web page of another origin asks.</summary>
    public const string OriginRule = "origin";

    /// <summary>Rule: the request has not been here before.</summary>
    public const string LoopRule = "loop";

    /// <summary>Rule: what a GET may ask of the broker itself.</summary>
    public const string LocalEndpointsRule = "local_endpoints";

    /// <summary>Rule: the method is one that an allowed path has.</summary>
    public const string MethodRule = "method";

    /// <summary>Rule: the caller token is right.</summary>
    public const string CallerTokenRule = "client_token";

    /// <summary>Rule: the path is allowed.</summary>
    public const string AllowedPathsRule = "allowed_paths";

    /// <summary>Rule: the body is not compressed.</summary>
    public const string EncodingRule = "content_encoding";

    /// <summary>Rule: the body is not too long.</summary>
    public const string BodySizeRule = "max_request_bytes";

    /// <summary>Rule: the body is JSON.</summary>
    public const string JsonRule = "json";

    /// <summary>Header for a caller token or a key, behind <c>Bearer</c>.</summary>
    public const string Authorization = "Authorization";

    /// <summary>Header for a caller token, the broker's own.</summary>
    public const string BrokerToken = "X-Broker-Token";

    /// <summary>The rules in the order in which the broker asks them.</summary>
    public static IReadOnlyList<string> Rules { get; } =
        [HostRule, OriginRule, LoopRule, LocalEndpointsRule, MethodRule, CallerTokenRule, AllowedPathsRule, EncodingRule, BodySizeRule, JsonRule];

    /// <summary>Headers in which a host may send its caller token as it is.</summary>
    public static IReadOnlyList<string> PlainTokenHeaders { get; } = [BrokerToken, "api-key", "x-api-key", "x-goog-api-key"];

    /// <summary>All headers in which a host may send its caller token.</summary>
    public static IReadOnlyList<string> TokenHeaders { get; } = [Authorization, .. PlainTokenHeaders];
}
