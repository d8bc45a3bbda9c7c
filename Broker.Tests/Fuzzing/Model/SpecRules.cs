using System.Text.RegularExpressions;
using Broker.Tests.Fuzzing.Wire;

namespace Broker.Tests.Fuzzing.Model;

/// <summary>SPEC section 3 once more, written from its text alone: rows 1 to 9 for a request that HTTP lets through.</summary>
internal static partial class SpecRules
{
    private static readonly string[] Carriers = ["X-Broker-Token", "api-key", "x-api-key", "x-goog-api-key"];
    private static readonly string[] SdkCarriers = ["Authorization", "api-key", "x-api-key", "x-goog-api-key"];

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

        if (isUpgrade)
        {
            return Outcome.Refused(426, "upgrade_not_supported");
        }

        var encodings = request.Values("Content-Encoding");
        return encodings.Count == 0 || (encodings.Count == 1 && encodings[0].Equals("identity", StringComparison.OrdinalIgnoreCase))
            ? null
            : Outcome.Refused(415, "encoding_not_supported");
    }

    /// <summary>Whether the host carries a token as SDKs do, so that refusals have a provider's shape (SPEC section 10).</summary>
    public static bool IsSdk(FuzzRequest request) => request.Values("X-Broker-Token").Count == 0 && SdkCarriers.Any(carrier => request.Values(carrier).Count > 0);

    /// <summary>Whether the refusal of its path, if it is refused so, says which base URL to set.</summary>
    public static bool IsBaseUrlAmiss(FuzzRequest request)
    {
        var method = request.Names("Upgrade", "websocket") && request.Names("Connection", "upgrade") && request.Method == "GET" ? "POST" : request.Method;
        if (!HasToken(request) || !request.Named.StartsWith('/') || request.Named.Contains('?'))
        {
            return false;
        }

        var once = "/" + Slashes().Replace(request.Named, "/").Trim('/');
        string[] meant = [once, "/v1" + once, .. once.StartsWith("/v1/v1/", StringComparison.Ordinal) ? [once[3..]] : Array.Empty<string>()];
        return meant.Any(target => BrokerFacts.Allows(method, target));
    }

    /// <summary>Whether it is answered before its body is read to its end.</summary>
    public static bool LeavesBodyUnread(FuzzRequest request) =>
        (request.Framing.HasCoding || (request.Framing.HasLength && request.Body.Length > 0)) && (BeforeTheBody(request) is not null || request.Body.Length > BrokerFacts.Limit);

    /// <summary>The rows about a body that came whole.</summary>
    public static Outcome OfTheBody(FuzzRequest request, string body, bool isProxy) => body switch
    {
        { Length: > BrokerFacts.Limit } => Outcome.Refused(IsSdk(request) ? 400 : 413, "request_too_large"),
        _ when body.Length > 0 && !StrictJson.Accepts(body) =>
            request.Values("Content-Type").Any(IsForeign) ? Outcome.Refused(415, "media_type_not_supported") : Outcome.Refused(400, "invalid_json"),
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
        if (authorization.Concat(Carriers.SelectMany(request.Values)).Any(value => value.Any(letter => letter > '\u007f')))
        {
            return false;
        }

        if (authorization.Count > 1 || Carriers.Any(carrier => request.Values(carrier).Count > 1))
        {
            return false;
        }

        var bearer = authorization.Select(value => Bearer().Match(value)).Where(match => match.Success).Select(match => match.Groups[1].Value);
        var told = Carriers.SelectMany(request.Values).Concat(bearer).Distinct().ToArray();
        return told is [var one] && one == BrokerFacts.Token;
    }

    private static bool IsForeign(string contentType) => !JsonType().IsMatch(contentType) && contentType.All(letter => letter <= '\u007f');

    /// <summary>What may stand above a body that is meant as JSON, or nothing.</summary>
    [GeneratedRegex(@"\A\s*(?:application/json|text/json|application/[^;]*\+json|application/x-www-form-urlencoded|text/plain)?\s*(?:;.*)?\z", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex JsonType();

    [GeneratedRegex("/+")]
    private static partial Regex Slashes();

    [GeneratedRegex(@"\A([^:\[]*|\[[^\]]*\])(?::[0-9]*)?\z")]
    private static partial Regex Authority();

    [GeneratedRegex(@"\Abearer(?: +(.*?) *)?\z", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Bearer();
}
