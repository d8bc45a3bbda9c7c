using System.Text.RegularExpressions;
using Broker.Tests.Fuzzing.Wire;

namespace Broker.Tests.Fuzzing.Model;

/// <summary>SPEC section 3 once more, written from its text alone: rows 1 to 9 for a request that HTTP lets through.</summary>
internal static partial class SpecRules
{
    private static readonly string[] Carriers = ["X-Broker-Token", "api-key", "x-api-key"];

    /// <summary>The rows up to the body; null when all of them hold.</summary>
    public static Outcome? BeforeTheBody(FuzzRequest request)
    {
        if (!IsThisMachine(request.Values("Host")))
        {
            return Outcome.Refused(403, "host_not_allowed");
        }

        if (!IsOwnOrigin(request))
        {
            return Outcome.Refused(403, "origin_not_allowed");
        }

        var isUpgrade = false;
        if (request.Method == "GET")
        {
            if (request.Named == "/healthz")
            {
                return new Outcome(OutcomeKind.Health, 200);
            }

            if (request.Named is "/health" or "/alive")
            {
                return new Outcome(OutcomeKind.Probe, 200);
            }

            isUpgrade = request.Names("Upgrade", "websocket") && request.Names("Connection", "upgrade");
            if (!isUpgrade && !BrokerFacts.Allows("GET", request.Named))
            {
                return Outcome.Refused(404, "not_found");
            }
        }

        var method = isUpgrade ? "POST" : request.Method;
        if (method != "POST" && BrokerFacts.Allowed.All(entry => entry.Method != method))
        {
            return Outcome.Refused(405, "method_not_allowed");
        }

        if (!HasToken(request))
        {
            return Outcome.Refused(401, "client_token_required");
        }

        if (!BrokerFacts.Allows(method, request.Named))
        {
            return Outcome.Refused(403, "path_not_allowed");
        }

        return isUpgrade ? Outcome.Refused(426, "upgrade_not_supported") : null;
    }

    /// <summary>Whether it is answered before its body is read to its end.</summary>
    public static bool LeavesBodyUnread(FuzzRequest request) =>
        (request.Framing.HasCoding || (request.Framing.HasLength && request.Body.Length > 0)) && (BeforeTheBody(request) is not null || request.Body.Length > BrokerFacts.Limit);

    /// <summary>The rows about a body that came whole.</summary>
    public static Outcome OfTheBody(string body, bool isProxy) => body switch
    {
        { Length: > BrokerFacts.Limit } => Outcome.Refused(413, "request_too_large"),
        _ when body.Length > 0 && !StrictJson.Accepts(body) => Outcome.Refused(400, "invalid_json"),
        _ => new Outcome(isProxy ? OutcomeKind.Forwarded : OutcomeKind.Description, 200),
    };

    private static bool IsThisMachine(IReadOnlyList<string> hosts) =>
        hosts is [var host] && Authority().Match(host) is { Success: true } match && BrokerFacts.Hosts.Contains(match.Groups[1].Value, StringComparer.OrdinalIgnoreCase);

    private static bool IsOwnOrigin(FuzzRequest request)
    {
        var origin = request.Values("Origin");
        var site = request.Values("Sec-Fetch-Site");
        return (origin.Count == 0 || (origin.Count == 1 && origin[0] == "http://" + request.Values("Host")[0]))
            && (site.Count == 0 || (site.Count == 1 && site[0] is "none" or "same-origin"));
    }

    private static bool HasToken(FuzzRequest request)
    {
        var authorization = request.Values("Authorization");
        if (authorization.Count > 1 || Carriers.Any(carrier => request.Values(carrier).Count > 1))
        {
            return false;
        }

        var bearer = authorization.Select(value => Bearer().Match(value)).Where(match => match.Success).Select(match => match.Groups[1].Value);
        var told = Carriers.SelectMany(request.Values).Concat(bearer).Distinct().ToArray();
        return told is [var one] && one == BrokerFacts.Token;
    }

    [GeneratedRegex(@"\A([^:\[]*|\[[^\]]*\])(?::[0-9]*)?\z")]
    private static partial Regex Authority();

    [GeneratedRegex(@"\Abearer(?: +(.*?) *)?\z", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Bearer();
}
