using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Boundary;

/// <summary>One request at the trust boundary, made of nothing but the spans of its trace.</summary>
/// <param name="SpanId">The check span.</param>
/// <param name="Host">What the host sent.</param>
/// <param name="Rules">What each check decided, in order.</param>
/// <param name="Secret">How the broker came by the provider key; null when it did not get so far.</param>
/// <param name="Upstream">What the broker sent upstream.</param>
/// <param name="Answer">What came back.</param>
internal sealed record BoundaryView(
    string SpanId,
    BoundaryHost Host,
    IReadOnlyList<BoundaryRule> Rules,
    BoundarySecret? Secret,
    BoundaryUpstream Upstream,
    BoundaryAnswer Answer)
{
    /// <summary>The rule that ended the request; null when all let it go on.</summary>
    public BoundaryRule? Decision => Rules.FirstOrDefault(rule => rule.State is RuleState.Refused or RuleState.Answered);

    /// <summary>Whether the broker or the upstream said no.</summary>
    public bool Failed => Decision is { State: RuleState.Refused } || Secret is { Code: not null } || Upstream.Error is not null || (Answer.HostStatus ?? Answer.UpstreamStatus) >= 400;

    /// <summary>The story in one line.</summary>
    public string Verdict => (Decision, Secret, Upstream.Nothing, Answer) switch
    {
        ({ State: RuleState.Refused } rule, _, _, _) => $"Refused by {rule.Name}: nothing crossed the boundary",
        ({ State: RuleState.Answered }, _, _, _) => "Answered by the broker itself: nothing crossed the boundary",
        (_, { Code: not null }, _, _) => "Refused for want of the provider key: nothing crossed the boundary",
        (_, _, "dry run", _) => "Passed every check and was described, not sent: dry run",
        (_, _, not null, _) => "What came after the checks is not here",
        (_, _, _, { UpstreamStatus: null }) => "Let through, but no answer came from upstream",
        (_, _, _, { UpstreamStatus: >= 400 and var status }) => FormattableString.Invariant($"Sent upstream, which answered {status}"),
        (_, _, _, { UpstreamStatus: { } status }) when Upstream.Error is { } error => FormattableString.Invariant($"Sent upstream, which answered {status}; it ended in {error}"),
        _ => "Sent upstream and answered",
    };

    /// <summary>The requests of a trace that the broker checked, in the order in which they came.</summary>
    /// <param name="spans">The spans of the trace.</param>
    public static IReadOnlyList<BoundaryView> From(IReadOnlyList<SpanRecord> spans) => [.. BoundarySpans.All(spans).Select(Of)];

    private static BoundaryView Of(BoundarySpans spans) => new(
        spans.Check.SpanId,
        BoundaryHost.Of(spans),
        BoundaryRule.All(spans.Check),
        BoundarySecret.Of(spans.Secret),
        BoundaryUpstream.Of(spans),
        BoundaryAnswer.Of(spans));
}
