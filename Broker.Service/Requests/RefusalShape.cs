using Broker.Service.Auditing;
using Broker.Service.Configuration;
using Broker.Service.Dialects;
using Broker.Service.Errors;

namespace Broker.Service.Requests;

/// <summary>
/// Chooses the shape of a refusal: a provider's if the host sent a token the way SDKs do, otherwise the broker's own. Until the caller is
/// authenticated, the answer depends only on the error and the header that carried the token.
/// </summary>
internal static class RefusalShape
{
    private static readonly string[] SdkCarriers = [.. CallerTokenHeaders.All.Where(name => name != CallerTokenHeaders.BrokerToken)];

    // Carriers of one provider's SDKs alone.
    private static readonly (string Carrier, Dialect Dialect)[] OwnCarriers =
        [("x-api-key", Dialect.Anthropic), ("x-goog-api-key", Dialect.Gemini)];

    /// <summary>Returns the outcome with its refusal in that shape; any other outcome unchanged.</summary>
    public static Outcome Apply(RequestRecord record, Verdict verdict, Outcome outcome)
    {
        if (outcome.Answer is not { Error: not null } answer || !IsSdk(record.Headers))
        {
            return outcome;
        }

        var request = verdict.KnownCaller is not null ? $"{PrintableMethod.From(record.Method)} {record.Path}" : null;
        var shaped = SdkRefusal.From(answer, request, DialectOf(record, verdict));
        return outcome with { Answer = shaped, BytesOut = shaped.Body.Length };
    }

    private static bool IsSdk(IHeaderDictionary headers) =>
        !headers.ContainsKey(CallerTokenHeaders.BrokerToken) && Array.Exists(SdkCarriers, headers.ContainsKey);

    /// <summary>Returns the dialect of the upstream that the path belongs to; if none is known, that of the carrier.</summary>
    private static Dialect DialectOf(RequestRecord record, Verdict verdict) => !record.Policy.IsGeneral
        ? Dialect.OpenAI
        : verdict.KnownUpstream?.Dialect ?? Array.Find(OwnCarriers, own => record.Headers.ContainsKey(own.Carrier)).Dialect;
}
