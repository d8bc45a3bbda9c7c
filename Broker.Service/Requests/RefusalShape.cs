using Broker.Service.Auditing;
using Broker.Service.Configuration;
using Broker.Service.Errors;

namespace Broker.Service.Requests;

/// <summary>
/// Gives a refusal the shape that its host can show: a provider's, where the host carries a token as an SDK does, and else the broker's own.
/// Until the caller is known the answer depends on nothing but the error and the carrier.
/// </summary>
internal static class RefusalShape
{
    private static readonly string[] SdkCarriers = [.. CallerTokenHeaders.All.Where(name => name != CallerTokenHeaders.BrokerToken)];

    /// <summary>Shapes what came of a request; what is no refusal stays as it is.</summary>
    /// <param name="record">The request.</param>
    /// <param name="verdict">What the checks came to.</param>
    /// <param name="outcome">What came of it.</param>
    public static Outcome Apply(RequestRecord record, Verdict verdict, Outcome outcome)
    {
        if (outcome.Answer is not { Error: not null } answer || !IsSdk(record.Headers))
        {
            return outcome;
        }

        var shaped = SdkRefusal.From(answer, verdict.IsCallerKnown ? $"{PrintableMethod.From(record.Method)} {record.Path}" : null);
        return outcome with { Answer = shaped, BytesOut = shaped.Body.Length };
    }

    private static bool IsSdk(IHeaderDictionary headers) =>
        !headers.ContainsKey(CallerTokenHeaders.BrokerToken) && Array.Exists(SdkCarriers, headers.ContainsKey);
}
