namespace Broker.Service.Telemetry;

/// <summary>
/// Names in the broker's telemetry: spans, attributes, outcomes, rules, and the headers of a caller token. Constants only, so that readers
/// of the telemetry can compile this file too.
/// </summary>
internal static class BoundaryNames
{
    /// <summary>The activity source and the meter.</summary>
    public const string Source = "Broker.Service";

    /// <summary>Span: the checks of a request.</summary>
    public const string CheckSpan = "check";

    /// <summary>Span: fetching the provider key, or taking it from the cache.</summary>
    public const string SecretSpan = "secret";

    /// <summary>
    /// Span: the request is sent upstream and the answer relayed, or described in a dry run. A model call has a name of the OpenTelemetry
    /// conventions instead, such as <c>chat gpt-4o-mini</c>. Each has <see cref="Mode"/>.
    /// </summary>
    public const string ForwardSpan = "forward";

    /// <summary>Attribute: result of the step, one of the outcomes below or an error code.</summary>
    public const string Outcome = "broker.outcome";

    /// <summary>Attribute of a check: the rule that decided, such as <c>client_token</c>.</summary>
    public const string Rule = "broker.rule";

    /// <summary>Attribute of a check: the rules that passed, in order.</summary>
    public const string RulesPassed = "broker.rules_passed";

    /// <summary>Attribute of a check: the entry of <c>allowed_paths</c> that allowed the request.</summary>
    public const string AllowedPath = "broker.allowed_path";

    /// <summary>Attribute of a check: names of the headers that the host sent.</summary>
    public const string HostHeaders = "broker.host.headers";

    /// <summary>Attribute: label of the secret source, such as <c>env:PROVIDER_API_KEY</c>.</summary>
    public const string SecretSource = "broker.secret.source";

    /// <summary>Attribute of a forward: <c>dry_run</c> or <c>proxy</c>.</summary>
    public const string Mode = "broker.mode";

    /// <summary>Attribute of a forward: address of the outgoing request.</summary>
    public const string UpstreamUrl = "broker.upstream.url";

    /// <summary>Attribute of a forward: true if the request carried the key.</summary>
    public const string BearerAttached = "broker.bearer_attached";

    /// <summary>Attribute of a forward: names of the host's headers that were forwarded.</summary>
    public const string HeadersForwarded = "broker.request.headers_forwarded";

    /// <summary>Attribute of a forward: names of the host's headers that were withheld.</summary>
    public const string HeadersWithheld = "broker.request.headers_withheld";

    /// <summary>Attribute of a forward: headers that the broker added, including the key as <see cref="KeyHeader"/>.</summary>
    public const string HeadersAdded = "broker.request.headers_added";

    /// <summary>Attribute of a forward: names of the upstream's headers that were relayed.</summary>
    public const string AnswerHeadersPassed = "broker.answer.headers_passed";

    /// <summary>Attribute of a forward: names of the upstream's headers that were withheld.</summary>
    public const string AnswerHeadersWithheld = "broker.answer.headers_withheld";

    /// <summary>Attribute of a forward: how often the key was found in the upstream's answer and masked; absent if it was not.</summary>
    public const string Masked = "broker.answer.masked";

    /// <summary>Attribute of the OpenTelemetry conventions: why an operation failed, from a closed set.</summary>
    public const string ErrorType = "error.type";

    // Outcomes of a check.
    public const string Passed = "passed";
    public const string Refused = "refused";
    public const string Answered = "answered";

    // Outcomes of a secret.
    public const string Fetched = "fetched";
    public const string Cached = "cached";
    public const string NoSecret = "none";
    public const string Unavailable = "unavailable";

    // Outcomes of a forward.
    public const string Forwarded = "forwarded";
    public const string Described = "described";

    /// <summary>The key in <see cref="HeadersAdded"/>.</summary>
    public const string KeyHeader = Authorization + ": Bearer ***";

    // Rules of the checks.
    public const string HostRule = "host";
    public const string OriginRule = "origin";
    public const string LoopRule = "loop";
    public const string LocalEndpointsRule = "local_endpoints";
    public const string MethodRule = "method";
    public const string CallerTokenRule = "client_token";
    public const string AllowedPathsRule = "allowed_paths";
    public const string EncodingRule = "content_encoding";
    public const string BodySizeRule = "max_request_bytes";
    public const string JsonRule = "json";

    /// <summary>Header for a caller token or a key, after <c>Bearer</c>.</summary>
    public const string Authorization = "Authorization";

    /// <summary>The broker's own header for a caller token.</summary>
    public const string BrokerToken = "X-Broker-Token";

    /// <summary>The rules in the order of the checks.</summary>
    public static IReadOnlyList<string> Rules { get; } =
        [HostRule, OriginRule, LoopRule, LocalEndpointsRule, MethodRule, CallerTokenRule, AllowedPathsRule, EncodingRule, BodySizeRule, JsonRule];

    /// <summary>Headers that carry a caller token without a scheme.</summary>
    public static IReadOnlyList<string> PlainTokenHeaders { get; } = [BrokerToken, "api-key", "x-api-key", "x-goog-api-key"];

    /// <summary>All headers that carry a caller token.</summary>
    public static IReadOnlyList<string> TokenHeaders { get; } = [Authorization, .. PlainTokenHeaders];
}
