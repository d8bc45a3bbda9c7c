using System.Globalization;
using MockProvider.Text;

namespace MockProvider.Headers;

/// <summary>The headers around every answer. They too are drawn from the request; the limits are those of an account that nobody else uses.</summary>
internal static class CommonHeaders
{
    private const int RequestLimit = 10_000;
    private const int TokenLimit = 2_000_000;

    /// <summary>For whatever costs a request: chat, responses, embeddings, speech, their 400s included.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Metered(Fingerprint fingerprint, int tokens) =>
    [
        .. MeteredByRequest(fingerprint),
        new("x-ratelimit-limit-tokens", Say(TokenLimit)),
        new("x-ratelimit-remaining-tokens", Say(Math.Max(0, TokenLimit - tokens))),
        new("x-ratelimit-reset-tokens", "0s"),
    ];

    /// <summary>For what is counted by the request and not by the token: transcriptions.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> MeteredByRequest(Fingerprint fingerprint) =>
    [
        .. Owned(fingerprint),
        new("x-ratelimit-limit-requests", Say(RequestLimit)),
        new("x-ratelimit-remaining-requests", Say(RequestLimit - 1)),
        new("x-ratelimit-reset-requests", "6ms"),
    ];

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
        new("openai-processing-ms", Say(fingerprint.Number("processing", 40, 400))),
        new("openai-version", "2020-10-01"),
        .. Refused(fingerprint),
    ];

    /// <summary>For what was turned away at the door: a wrong key, an unknown address.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Refused(Fingerprint fingerprint) => [new("x-request-id", fingerprint.RequestId)];

    private static string Say(int number) => number.ToString(CultureInfo.InvariantCulture);
}
