using System.Globalization;
using Microsoft.AspNetCore.Http;
using MockProvider.Answers;
using MockProvider.Journal;

namespace MockProvider.OpenAI;

/// <summary>OpenAI's API: its endpoints, and what all their answers have in common.</summary>
internal sealed class OpenAiDialect : IDialect
{
    private readonly Templates _templates = new("OpenAI");

    public OpenAiDialect(TimeProvider clock)
    {
        var models = new Models(_templates);
        var responses = new ResponsesEndpoints(_templates, models, clock);
        Endpoints =
        [
            new("POST", "/v1/chat/completions", Metering.Tokens, new ChatEndpoint(_templates, models, clock).Handle),
            .. responses.All,
            new("POST", "/v1/embeddings", Metering.Tokens, new EmbeddingsEndpoint(_templates, models).Handle),
            new("POST", "/v1/audio/transcriptions", Metering.Requests, new TranscriptionsEndpoint(_templates, models).Handle),
            new("GET", "/v1/models", Metering.Free, _ => models.List()),
            new("GET", "/v1/models/{id}", Metering.Free, call => models.Show(call.Id)),
        ];
    }

    public IReadOnlyList<ApiEndpoint> Endpoints { get; }

    public IReadOnlyList<string> KeyHeaders => [ProviderKey.Authorization];

    public bool IsMarked(ReceivedRequest request) => false;

    public ApiError RefuseKey(ReceivedRequest request) => ProviderKey.Tokens(request, this) is [{ } token, ..]
        ? new(
            StatusCodes.Status401Unauthorized,
            $"Incorrect API key provided: {Mask(token)}. You can find your API key at https://platform.openai.com/account/api-keys.",
            Code: "invalid_api_key")
        : new(
            StatusCodes.Status401Unauthorized,
            "You didn't provide an API key. You need to provide it in an Authorization header: Bearer YOUR_KEY.");

    public Answer Refuse(ApiError error, HeaderList headers)
    {
        var body = _templates.Fill("error", ("message", error.Message), ("type", error.Type), ("param", error.Param), ("code", error.Code));
        var answer = Answer.Json(body, error.Status).With(headers);
        return error.Status == StatusCodes.Status401Unauthorized
            ? answer with { ContentType = $"{Answer.JsonType}; charset=utf-8" }
            : answer;
    }

    public HeaderList Headers(Fingerprint fingerprint, Metering? metering)
    {
        HeaderList request = [new("x-request-id", fingerprint.RequestId)];
        HeaderList version =
        [
            new("openai-processing-ms", fingerprint.Number("processing", 40, 400).ToString(CultureInfo.InvariantCulture)),
            new("openai-version", "2020-10-01"),
        ];
        return metering switch
        {
            null => request,
            Metering.Free => [.. version, .. request],
            _ =>
            [
                new("access-control-expose-headers", "X-Request-ID"),
                new("openai-organization", "mock-organization"),
                .. version,
                .. request,
                new("openai-project", "proj_mockprovider"),
                new("set-cookie", $"__cf_bm={fingerprint.Hex("cookie", 32)}; path=/; HttpOnly; Secure; SameSite=None"),
            ],
        };
    }

    public HeaderList LimitHeaders(LimitReading limit) =>
    [
        new($"x-ratelimit-limit-{limit.Unit}", limit.Limit.ToString(CultureInfo.InvariantCulture)),
        new($"x-ratelimit-remaining-{limit.Unit}", limit.Remaining.ToString(CultureInfo.InvariantCulture)),
        new($"x-ratelimit-reset-{limit.Unit}", LimitReading.Say(limit.Reset)),
    ];

    /// <summary>
    /// How OpenAI repeats a wrong key: eight characters, a star for each hidden one, four characters. A short key comes back whole.
    /// </summary>
    private static string Mask(string key) => key.Length <= 12 ? key : $"{key[..8]}{new string('*', key.Length - 12)}{key[^4..]}";
}
