using System.Diagnostics.CodeAnalysis;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Row 5: the request carries the caller token, if one is configured.</summary>
internal static class CallerTokenCheck
{
    private static readonly Verdict Refusal = new Verdict.Refused(
        BoundaryNames.CallerTokenRule,
        BrokerError.ClientTokenRequired,
        // RFC 9110, section 15.5.2: a 401 names at least one way to authenticate.
        BrokerAnswer.For(BrokerError.ClientTokenRequired) with { Headers = [new("WWW-Authenticate", "Bearer")] });

    /// <summary>Returns true, with the caller, if the check passes; otherwise false, with the verdict.</summary>
    public static bool TryFind(RequestRecord record, [NotNullWhen(true)] out Caller? caller, [NotNullWhen(false)] out Verdict? refusal)
    {
        caller = record.Policy.Callers.Find(CallerTokenCarriers.Read(record.Headers));
        refusal = caller is null ? Refusal : null;
        return caller is not null;
    }
}
