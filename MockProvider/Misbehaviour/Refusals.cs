using MockProvider.Answers;
using MockProvider.Errors;
using MockProvider.Headers;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace MockProvider.Misbehaviour;

/// <summary>Faults that are proper answers, and say no.</summary>
internal static class Refusals
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        Refuse("mock-400", "400, the request is wrong", new(Status400BadRequest, "The mock provider was asked to refuse this request.")),
        new("mock-401", "401, the key is wrong, although it is right", (_, answer) => Answer.Of(
            new(Status401Unauthorized, "The mock provider was asked to take this key for a wrong one.", Code: "invalid_api_key"),
            [.. answer.Headers.Where(header => header.Key == "x-request-id")])),
        Refuse("mock-403", "403, the key may not do this", new(Status403Forbidden, "You are not allowed to use this model.", Code: "model_not_allowed")),
        Refuse("mock-404", "404, there is no such model", ModelErrors.Unknown("mock-404")),
        Refuse("mock-409", "409, try again", new(Status409Conflict, "The resource is being changed by another request; try again.", Type: "conflict_error")),
        Limit("mock-429", "429, too many requests a minute: `rate_limit_exceeded`, with `retry-after` and `retry-after-ms`", "requests"),
        Limit("mock-429-tokens", "429, too many tokens a minute, with `retry-after` and `retry-after-ms`", "tokens"),
        Refuse("mock-quota", "429, nothing left to spend: `insufficient_quota`, which no retry helps", RateLimitErrors.Quota()),
        Refuse("mock-500", "500, the service has failed", OpenAiErrors.Server()),
        new("mock-502", "502, a page of HTML from a gateway ahead of the service", (_, answer) => answer with
        {
            Status = Status502BadGateway,
            ContentType = "text/html",
            Headers = [],
            Parts = ["<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n"u8.ToArray()],
            IsStreamed = false,
        }),
        Refuse("mock-503", "503, the service is overloaded", new(Status503ServiceUnavailable, "The engine is currently overloaded, please try again later.", Type: "server_error")),
    ];

    private static Fault Refuse(string name, string what, ApiError error) => new(name, what, (_, answer) => Answer.Of(error, answer.Headers));

    /// <summary>A limit far below the mock's own, so that it is told with figures that make sense.</summary>
    private static Fault Limit(string name, string what, string unit)
    {
        const int Requests = 500;
        const int Tokens = 200_000;
        var (error, wait) = unit == "tokens"
            ? RateLimitErrors.Tokens(name, Tokens, Tokens - 500, 1_000, TimeSpan.FromMilliseconds(150))
            : RateLimitErrors.Requests(name, Requests, Requests, 1, TimeSpan.FromMilliseconds(120));
        IEnumerable<KeyValuePair<string, string>> family = unit == "tokens"
            ? [.. new BucketReading(Requests, Requests - 1, wait).AsHeaders("requests"), .. new BucketReading(Tokens, 500, TimeSpan.FromMilliseconds(59_850)).AsHeaders("tokens")]
            : [.. new BucketReading(Requests, 0, TimeSpan.FromMinutes(1)).AsHeaders("requests"), .. new BucketReading(Tokens, Tokens, TimeSpan.Zero).AsHeaders("tokens")];
        return new(name, what, (_, answer) => Answer.Of(
            error,
            [.. answer.Headers.Where((_, index) => index != RateLimitCost.IndexIn(answer.Headers)), .. family, .. RateLimits.RetryAfter(wait)]));
    }
}
