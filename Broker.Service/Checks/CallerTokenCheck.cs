using System.Diagnostics.CodeAnalysis;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Row 5: the caller token, where one is configured.</summary>
internal static class CallerTokenCheck
{
    private static readonly Verdict Refusal = new Verdict.Refused(
        BoundaryNames.CallerTokenRule,
        BrokerError.ClientTokenRequired,
        // RFC 9110, section 15.5.2: a 401 names at least one way to authenticate.
        BrokerAnswer.For(BrokerError.ClientTokenRequired) with { Headers = [new("WWW-Authenticate", "Bearer")] });

    /// <summary>Returns true if the check passes.</summary>
    /// <param name="record">The request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="refusal">The verdict, if the check does not pass.</param>
    public static bool TryFind(RequestRecord record, [NotNullWhen(true)] out Caller? caller, [NotNullWhen(false)] out Verdict? refusal)
    {
        caller = record.Policy.Callers.Find(CallerTokenCarriers.Read(record.Headers));
        refusal = caller is null ? Refusal : null;
        return caller is not null;
    }
}
