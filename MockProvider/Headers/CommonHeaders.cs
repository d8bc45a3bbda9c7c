using System.Globalization;
using MockProvider.Text;

namespace MockProvider.Headers;

/// <summary>The headers around every answer, drawn from the request, but for the rate limits, which a cost stands for until the answer is sent.</summary>
internal static class CommonHeaders
{
    /// <summary>For whatever costs a request: chat, responses, embeddings, speech, their 400s included.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Metered(Fingerprint fingerprint, int tokens) => Costing(fingerprint, new RateLimitCost(tokens));

    /// <summary>For what is counted by the request and not by the token: transcriptions.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> MeteredByRequest(Fingerprint fingerprint) => Costing(fingerprint, new RateLimitCost(Tokens: null));

    /// <summary>For what belongs to an organization and tells no limits: moderations, images.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Owned(Fingerprint fingerprint) =>
    [
        new("access-control-expose-headers", "X-Request-ID"),
        new("openai-organization", "mock-organization"),
        .. Unmetered(fingerprint),
        new("openai-project", "proj_mockprovider"),
        new("set-cookie", $"__cf_bm={fingerprint.Hex("cookie", 32)}; path=/; HttpOnly; Secure; SameSite=None"),
    ];

    /// <summary>For what is free: models.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Unmetered(Fingerprint fingerprint) =>
    [
        new("openai-processing-ms", fingerprint.Number("processing", 40, 400).ToString(CultureInfo.InvariantCulture)),
        new("openai-version", "2020-10-01"),
        .. Refused(fingerprint),
    ];

    /// <summary>For what was turned away at the door: a wrong key, an unknown address.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Refused(Fingerprint fingerprint) => [new("x-request-id", fingerprint.RequestId)];

    private static IReadOnlyList<KeyValuePair<string, string>> Costing(Fingerprint fingerprint, RateLimitCost cost) => [.. Owned(fingerprint), cost.AsHeader()];
}
