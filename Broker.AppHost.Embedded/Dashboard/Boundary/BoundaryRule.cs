using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Boundary;

/// <summary>One check of the broker.</summary>
/// <param name="Name">What the rule is called.</param>
/// <param name="State">What it decided.</param>
/// <param name="Code">The error code, where it refused.</param>
internal sealed record BoundaryRule(string Name, RuleState State, string? Code = null)
{
    /// <summary>All rules in order: those that held, the one that decided, those never asked.</summary>
    /// <param name="check">The broker's check span.</param>
    public static IReadOnlyList<BoundaryRule> All(SpanRecord check)
    {
        var facts = check.Attributes;
        List<BoundaryRule> rules = [.. facts.Texts(BoundaryNames.RulesPassed).Select(name => new BoundaryRule(name, RuleState.Passed))];
        if (facts.Text(BoundaryNames.Rule) is { } deciding && Decision(facts) is { } decision)
        {
            rules.Add(new(deciding, decision, facts.Text(BoundaryNames.ErrorType)));
        }

        var asked = rules.Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal);
        return [.. rules, .. BoundaryNames.Rules.Where(name => !asked.Contains(name)).Select(name => new BoundaryRule(name, RuleState.NotReached))];
    }

    private static RuleState? Decision(AttributeSet facts) => facts.Text(BoundaryNames.Outcome) switch
    {
        "refused" => RuleState.Refused,
        "answered" => RuleState.Answered,
        _ => null,
    };
}
