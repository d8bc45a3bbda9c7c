using System.Diagnostics.CodeAnalysis;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Rows 5a and 6: the caller may use the upstream, and an entry allows method, path and query, compared before any decoding.</summary>
internal static class AllowedPathCheck
{
    private const string Rule = BoundaryNames.AllowedPathsRule;
    private const string QueryDetail = "a query string is not part of any allowed path; send the request without it";

    private static readonly BrokerAnswer UpgradeAnswer = BrokerAnswer.For(BrokerError.UpgradeNotSupported) with
    {
        // RFC 9110, section 15.5.22: a 426 names the protocol to use.
        Headers = [new("Upgrade", "HTTP/1.1"), new("Connection", "Upgrade")],
    };

    /// <summary>Returns true, with the target, if the check passes; otherwise false, with the verdict.</summary>
    public static bool TryFind(
        RequestRecord record, Caller caller, [NotNullWhen(true)] out RouteTarget? target, [NotNullWhen(false)] out Verdict? refusal)
    {
        target = null;
        var upstream = record.Policy.Routes.FindUpstream(record.RawTarget);
        if (upstream is not null && !caller.MayUse(upstream))
        {
            refusal = new Verdict.Refused(Rule, BrokerError.UpstreamNotAllowed, BrokerAnswer.For(BrokerError.UpstreamNotAllowed, null, record.Path))
            {
                Caller = caller,
                Upstream = upstream,
            };
            return false;
        }

        var method = record.IsUpgrade ? HttpMethods.Post : record.Method;
        var found = record.Policy.Routes.Find(method, record.RawTarget, out var route, out var refusedKey);
        if (found is not null && !record.IsUpgrade)
        {
            (target, refusal) = (found, null);
            return true;
        }

        refusal = found is not null ? new Verdict.Refused(Rule, BrokerError.UpgradeNotSupported, UpgradeAnswer) { Caller = caller, Upstream = upstream, Route = route }
            : route is not null && record.Policy.IsGeneral ? QueryNotAllowed(record, refusedKey) with { Caller = caller, Upstream = upstream, Route = route }
            : NotAllowed(record, method, caller) with { Caller = caller, Upstream = upstream };
        return false;
    }

    private static Verdict.Refused QueryNotAllowed(RequestRecord record, string key)
    {
        var detail = key.Length == 0
            ? "the query is not a list of KEY=VALUE with & between them"
            : $"the query key {PrintableValue.From(key)} is not allowed here, comes twice, or has a value with other characters than A-Z a-z 0-9 . _ ~ : , -";
        return new(Rule, BrokerError.QueryNotAllowed, BrokerAnswer.For(BrokerError.QueryNotAllowed, detail, record.Path));
    }

    private static Verdict.Refused NotAllowed(RequestRecord record, string method, Caller caller)
    {
        var detail = record.RawTarget.Contains('?') && !record.Policy.IsGeneral ? QueryDetail : BaseUrlHint.Find(record, method, caller);
        return new(Rule, BrokerError.PathNotAllowed, BrokerAnswer.For(BrokerError.PathNotAllowed, detail, record.Path));
    }
}
