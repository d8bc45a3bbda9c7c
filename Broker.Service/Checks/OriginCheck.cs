using Broker.Service.Errors;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>
/// Row 2: the request does not come from a web page of another origin. Browsers set <c>Origin</c> (RFC 6454) and <c>Sec-Fetch-Site</c>
/// (W3C Fetch Metadata) themselves; programs send neither.
/// </summary>
internal static class OriginCheck
{
    private static readonly Verdict Refusal = new Verdict.Refused(BoundaryNames.OriginRule, BrokerError.OriginNotAllowed);

    /// <summary>Returns the verdict; null if the check passes.</summary>
    public static Verdict? Check(RequestRecord record)
    {
        var headers = record.Headers;
        var isSameOrigin = headers.Origin switch
        {
            [] => true,
            [{ } origin] => string.Equals(origin, $"http://{headers.Host}", StringComparison.Ordinal),
            _ => false,
        };
        var isSameSite = headers["Sec-Fetch-Site"] is [] or ["none"] or ["same-origin"];
        return isSameOrigin && isSameSite ? null : Refusal;
    }
}
