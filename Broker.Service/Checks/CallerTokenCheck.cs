using System.Diagnostics.CodeAnalysis;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Row 5: the request carries a caller's token, if there are callers, and it has not expired.</summary>
internal sealed class CallerTokenCheck(TimeProvider time)
{
    private static readonly Verdict Refusal = Refuse(BrokerError.ClientTokenRequired);
    private static readonly Verdict Expired = Refuse(BrokerError.ClientTokenExpired);

    /// <summary>Returns true, with the caller, if the check passes; otherwise false, with the verdict.</summary>
    public bool TryFind(RequestRecord record, [NotNullWhen(true)] out Caller? caller, [NotNullWhen(false)] out Verdict? refusal)
    {
        caller = record.Policy.Callers.Find(CallerTokenCarriers.Read(record.Headers));
        refusal = caller is null ? Refusal : caller.Expires <= time.GetUtcNow() ? Expired : null;
        caller = refusal is null ? caller : null;
        return caller is not null;
    }

    private static Verdict.Refused Refuse(BrokerError error) => new(
        BoundaryNames.CallerTokenRule,
        error,
        // RFC 9110, section 15.5.2: a 401 names at least one way to authenticate.
        BrokerAnswer.For(error) with { Headers = [new("WWW-Authenticate", "Bearer")] });
}
