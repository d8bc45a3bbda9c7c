using System.Diagnostics;

namespace Broker.Service.Telemetry;

/// <summary>The broker's activity source and the names of its spans and attributes. Every value comes from a closed set or from configuration.</summary>
internal static class BrokerTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string SourceName = "Broker.Service";

    /// <summary>Span: the request was checked.</summary>
    public const string CheckSpan = "check";

    /// <summary>Span: the provider key was fetched, or taken from memory.</summary>
    public const string SecretSpan = "secret";

    /// <summary>Span: the request was sent upstream and the answer passed on; in a dry run, described.</summary>
    public const string ForwardSpan = "forward";

    /// <summary>Attribute: what the step came to, such as <c>passed</c> or <c>refused</c>.</summary>
    public const string Outcome = "broker.outcome";

    /// <summary>Attribute: the rule that decided, such as <c>client_token</c>.</summary>
    public const string Rule = "broker.rule";

    /// <summary>Attribute: the rules that held, in order.</summary>
    public const string RulesPassed = "broker.rules_passed";

    /// <summary>Attribute: the entry of <c>allowed_paths</c> that allowed the request.</summary>
    public const string AllowedEntry = "broker.allowed_path";

    /// <summary>Attribute: <c>dry_run</c> or <c>proxy</c>.</summary>
    public const string Mode = "broker.mode";

    /// <summary>Attribute: label of the secret source.</summary>
    public const string SecretSource = "broker.secret.source";

    /// <summary>Attribute: whether the answer's request carries the key.</summary>
    public const string BearerAttached = "broker.bearer_attached";

    /// <summary>Attribute: how often the key stood in the upstream's answer and was masked; absent where it did not.</summary>
    public const string Masked = "broker.answer.masked";

    /// <summary>Attribute of the OpenTelemetry conventions: why an operation failed, from a closed set.</summary>
    public const string ErrorType = "error.type";

    /// <summary>The source of the broker's own spans.</summary>
    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Whether the request at hand is recorded.</summary>
    public static bool IsRecording => Activity.Current is { IsAllDataRequested: true };

    /// <summary>Begins a step's span; null where the request is not recorded.</summary>
    /// <param name="name">Its name.</param>
    public static Activity? Start(string name) => IsRecording ? Source.StartActivity(name) : null;

    /// <summary>Adds an attribute that the span does not have yet, unless there is nothing to say.</summary>
    public static void Note(this Activity activity, string name, object? value)
    {
        if (value is not null)
        {
            activity.AddTag(name, value);
        }
    }

    /// <summary>Keeps a span that has begun from being sent.</summary>
    public static void Forget(this Activity activity)
    {
        activity.IsAllDataRequested = false;
        activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    /// <summary>Marks a step as failed, for the reason that its error code names.</summary>
    public static void Fail(this Activity? activity, string code)
    {
        activity?.SetTag(ErrorType, code);
        activity?.SetStatus(ActivityStatusCode.Error, code);
    }
}
