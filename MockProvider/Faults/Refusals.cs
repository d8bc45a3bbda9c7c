using MockProvider.Answers;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace MockProvider.Faults;

/// <summary>Faults that are proper answers, and say no.</summary>
internal static class Refusals
{
    private const int Requests = 500;
    private const int Tokens = 200_000;

    public static IReadOnlyList<Fault> All { get; } =
    [
        Refuse("mock-400", "400, the request is wrong", Errors.Bad("The mock provider was asked to refuse this request.")),
        new("mock-401", "401, the key is wrong, although it is right", scene => scene.Dialect
            .Refuse(
                new(Status401Unauthorized, "The mock provider was asked to take this key for a wrong one.", Code: "invalid_api_key"),
                [.. scene.Answer.Headers.Where(header => header.Key is "x-request-id" or "request-id")]) with { IsSettled = true }),
        Refuse("mock-403", "403, the key may not do this", new(
            Status403Forbidden, "You are not allowed to use this model.", Code: "model_not_allowed")),
        Refuse("mock-404", "404, there is no such model", Errors.UnknownModel("mock-404")),
        Refuse("mock-409", "409, try again", new(
            Status409Conflict, "The resource is being changed by another request; try again.", Type: "conflict_error")),
        Limit("mock-429", "429, too many requests a minute, with `retry-after` and `retry-after-ms`", new(
            "requests", Requests, 0, TimeSpan.FromMinutes(1)), 120),
        Limit("mock-429-tokens", "429, too many tokens a minute, with `retry-after` and `retry-after-ms`", new(
            "tokens", Tokens, 500, TimeSpan.FromMilliseconds(59_850)), 150),
        Refuse("mock-quota", "429, nothing left to spend: `insufficient_quota`, which no retry helps", new(
            Status429TooManyRequests,
            "You exceeded your current quota, please check your plan and billing details.",
            Code: "insufficient_quota",
            Type: "insufficient_quota")),
        Refuse("mock-500", "500, the service has failed", Errors.Server()),
        new("mock-502", "502, a page of HTML from a gateway ahead of the service", scene => scene.Answer with
        {
            Status = Status502BadGateway,
            ContentType = "text/html",
            Headers = [],
            Parts = ["<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n"u8.ToArray()],
            IsStreamed = false,
            IsSettled = true,
        }),
        Refuse("mock-503", "503, the service is overloaded", new(
            Status503ServiceUnavailable, "The engine is currently overloaded, please try again later.", Type: "server_error")),
        Refuse("mock-529", "529, the service is overloaded, as Anthropic says it", new(529, "Overloaded", Type: "overloaded_error")),
    ];

    private static Fault Refuse(string name, string what, ApiError error) => new(name, what, scene => scene.Refuse(error));

    /// <summary>A limit far below the mock's own, so that it is told with figures that make sense.</summary>
    private static Fault Limit(string name, string what, LimitReading reached, int waitMilliseconds)
    {
        var wait = TimeSpan.FromMilliseconds(waitMilliseconds);
        var other = reached.Unit == "tokens"
            ? new LimitReading("requests", Requests, Requests - 1, wait)
            : new LimitReading("tokens", Tokens, Tokens, TimeSpan.Zero);
        var error = RateLimits.TooFast(reached.Unit, reached.Limit, reached.Limit - reached.Remaining, reached.Remaining + 500, wait);
        return new(name, what, scene => scene.Refuse(error)
            .With(scene.Dialect.LimitHeaders(reached))
            .With(scene.Dialect.LimitHeaders(other))
            .With(RateLimits.RetryAfter(wait)) with { IsSettled = true });
    }
}
