namespace Broker.AppHost.Embedded.Dashboard.Boundary;

/// <summary>What the broker calls its spans and their attributes.</summary>
internal static class BoundaryNames
{
    /// <summary>The activity source of the broker's own spans.</summary>
    public const string Scope = "Broker.Service";

    /// <summary>Span: the request was checked.</summary>
    public const string CheckSpan = "check";

    /// <summary>Span: the provider key was fetched.</summary>
    public const string SecretSpan = "secret";

    /// <summary>What a step came to.</summary>
    public const string Outcome = "broker.outcome";

    /// <summary>The rule that decided.</summary>
    public const string Rule = "broker.rule";

    /// <summary>The rules that held, in order.</summary>
    public const string RulesPassed = "broker.rules_passed";

    /// <summary><c>dry_run</c> or <c>proxy</c>.</summary>
    public const string Mode = "broker.mode";

    /// <summary>Where the key comes from.</summary>
    public const string SecretSource = "broker.secret.source";

    /// <summary>Whether the key went along.</summary>
    public const string BearerAttached = "broker.bearer_attached";

    /// <summary>Names of the headers that the host sent.</summary>
    public const string HostHeaders = "broker.host.headers";

    /// <summary>Names of the host's headers that went upstream.</summary>
    public const string Forwarded = "broker.request.headers_forwarded";

    /// <summary>Names of the host's headers that did not.</summary>
    public const string Withheld = "broker.request.headers_withheld";

    /// <summary>Headers that the broker added.</summary>
    public const string Added = "broker.request.headers_added";

    /// <summary>Names of the upstream's headers that reached the host.</summary>
    public const string AnswerPassed = "broker.answer.headers_passed";

    /// <summary>Names of the upstream's headers that did not.</summary>
    public const string AnswerWithheld = "broker.answer.headers_withheld";

    /// <summary>Why an operation failed.</summary>
    public const string ErrorType = "error.type";

    /// <summary>The rules in the order in which the broker asks them.</summary>
    public static IReadOnlyList<string> Rules { get; } =
        ["host", "origin", "local_endpoints", "method", "client_token", "allowed_paths", "max_request_bytes", "json"];

    /// <summary>Headers in which a host may send its caller token.</summary>
    public static IReadOnlySet<string> TokenCarriers { get; } =
        new HashSet<string>(["Authorization", "X-Broker-Token", "api-key", "x-api-key"], StringComparer.OrdinalIgnoreCase);
}
