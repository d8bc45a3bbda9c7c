using Microsoft.AspNetCore.Http;
using MockProvider.Headers;

namespace MockProvider.Errors;

/// <summary>The 429s: too fast, which time heals, and no money left, which it does not.</summary>
internal static class RateLimitErrors
{
    public static (ApiError Error, TimeSpan Wait) Requests(string? model, int limit, int used, int requested, TimeSpan wait) =>
        (Rate(model, "requests", $"requests per min (RPM): Limit {limit}, Used {used}, Requested {requested}. Please try again in {WaitText.Of(wait)}."), wait);

    public static (ApiError Error, TimeSpan Wait) Tokens(string? model, int limit, int used, int requested, TimeSpan wait) =>
        (Rate(model, "tokens", $"tokens per min (TPM): Limit {limit}, Used {used}, Requested {requested}. Please try again in {WaitText.Of(wait)}."), wait);

    /// <summary>More than the limit ever allows; the wait is that of a full bucket, since clients expect one.</summary>
    public static (ApiError Error, TimeSpan Wait) TooLarge(string? model, int limit, int requested) => (
        new(
            StatusCodes.Status429TooManyRequests,
            $"Request too large for {Named(model)} in organization mock-organization on tokens per min (TPM): Limit {limit}, Requested {requested}. "
            + "The input or output tokens must be reduced in order to run successfully. " + More,
            Code: Code,
            Type: "tokens"),
        TimeSpan.FromMinutes(1));

    public static ApiError Quota() => new(
        StatusCodes.Status429TooManyRequests,
        "You exceeded your current quota, please check your plan and billing details. "
        + "For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.",
        Code: "insufficient_quota",
        Type: "insufficient_quota");

    private const string Code = "rate_limit_exceeded";
    private const string More = "Visit https://platform.openai.com/account/rate-limits to learn more.";

    private static ApiError Rate(string? model, string type, string what) => new(
        StatusCodes.Status429TooManyRequests,
        $"Rate limit reached for {Named(model)} in organization mock-organization on {what} {More}",
        Code: Code,
        Type: type);

    private static string Named(string? model) => model ?? "default";
}
