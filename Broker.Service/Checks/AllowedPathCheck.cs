using System.Diagnostics.CodeAnalysis;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Row 6: method and request target equal an entry of <c>allowed_paths</c>, byte for byte.</summary>
internal static class AllowedPathCheck
{
    private const string Rule = BoundaryNames.AllowedPathsRule;
    private const string QueryDetail = "a query string is not part of any allowed path; send the request without it";

    private static readonly BrokerAnswer UpgradeAnswer = BrokerAnswer.For(BrokerError.UpgradeNotSupported) with
    {
        // RFC 9110, section 15.5.22: a 426 names the protocol to use.
        Headers = [new("Upgrade", "HTTP/1.1"), new("Connection", "Upgrade")],
    };

    /// <summary>Returns true, with the entry, if the check passes; otherwise false, with the verdict.</summary>
    public static bool TryFind(RequestRecord record, [NotNullWhen(true)] out Route? route, [NotNullWhen(false)] out Verdict? refusal)
    {
        var method = record.IsUpgrade ? HttpMethods.Post : record.Method;
        var entry = record.Policy.Routes.Find(method, record.RawTarget);
        refusal = entry is null ? NotAllowed(record, method)
            : record.IsUpgrade ? new Verdict.Refused(Rule, BrokerError.UpgradeNotSupported, UpgradeAnswer) { Route = entry }
            : null;
        route = refusal is null ? entry : null;
        return route is not null && refusal is null;
    }

    private static Verdict.Refused NotAllowed(RequestRecord record, string method)
    {
        var detail = record.RawTarget.Contains('?') ? QueryDetail : BaseUrlHint.Find(record, method);
        return new(Rule, BrokerError.PathNotAllowed, BrokerAnswer.For(BrokerError.PathNotAllowed, detail, record.Path)) { IsPastCaller = true };
    }
}
