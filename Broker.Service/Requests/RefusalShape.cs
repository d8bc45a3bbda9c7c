using Broker.Service.Auditing;
using Broker.Service.Configuration;
using Broker.Service.Errors;

namespace Broker.Service.Requests;

/// <summary>
/// Chooses the shape of a refusal: a provider's if the host sent a token the way SDKs do, otherwise the broker's own. Until the caller is
/// authenticated, the answer depends only on the error and the header that carried the token.
/// </summary>
internal static class RefusalShape
{
    private static readonly string[] SdkCarriers = [.. CallerTokenHeaders.All.Where(name => name != CallerTokenHeaders.BrokerToken)];

    /// <summary>Returns the outcome with its refusal in that shape; any other outcome unchanged.</summary>
    public static Outcome Apply(RequestRecord record, Verdict verdict, Outcome outcome)
    {
        if (outcome.Answer is not { Error: not null } answer || !IsSdk(record.Headers))
        {
            return outcome;
        }

        var shaped = SdkRefusal.From(answer, verdict.KnownCaller is not null ? $"{PrintableMethod.From(record.Method)} {record.Path}" : null);
        return outcome with { Answer = shaped, BytesOut = shaped.Body.Length };
    }

    private static bool IsSdk(IHeaderDictionary headers) =>
        !headers.ContainsKey(CallerTokenHeaders.BrokerToken) && Array.Exists(SdkCarriers, headers.ContainsKey);
}
