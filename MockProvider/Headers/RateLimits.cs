using System.Globalization;
using MockProvider.Answers;
using MockProvider.Errors;

namespace MockProvider.Headers;

/// <summary>The two allowances of the account: requests and tokens a minute. An answer that costs more than is left becomes a 429.</summary>
internal sealed class RateLimits(int requestsPerMinute, int tokensPerMinute, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly TokenBucket _requests = new(requestsPerMinute, clock);
    private readonly TokenBucket _tokens = new(tokensPerMinute, clock);

    /// <summary>Takes what the answer costs, and tells what is left in the place of the cost.</summary>
    public Answer Settle(Answer answer, string? model)
    {
        var index = RateLimitCost.IndexIn(answer.Headers);
        if (index < 0)
        {
            return answer;
        }

        var cost = RateLimitCost.Read(answer.Headers[index]);
        IReadOnlyList<KeyValuePair<string, string>> Told(IEnumerable<KeyValuePair<string, string>> family) =>
            [.. answer.Headers.Take(index), .. family, .. answer.Headers.Skip(index + 1)];

        lock (_lock)
        {
            return Refuse(cost, model) is { } refusal
                ? Answer.Of(refusal.Error, [.. Told(Read(cost)), .. RetryAfter(refusal.Wait)])
                : answer with { Headers = Told(Take(cost)) };
        }
    }

    /// <summary>When to try again, in both spellings that clients read.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> RetryAfter(TimeSpan wait) =>
    [
        new("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
        new("retry-after-ms", WaitText.Milliseconds(wait).ToString(CultureInfo.InvariantCulture)),
    ];

    private (ApiError Error, TimeSpan Wait)? Refuse(RateLimitCost cost, string? model)
    {
        var (requestsLeft, tokensLeft, tokens) = (_requests.Level, _tokens.Level, cost.Tokens ?? 0);
        if (requestsLeft < 1)
        {
            return RateLimitErrors.Requests(model, _requests.Capacity, _requests.Capacity, 1, _requests.TimeFor(1 - requestsLeft));
        }

        if (tokens > _tokens.Capacity)
        {
            return RateLimitErrors.TooLarge(model, _tokens.Capacity, tokens);
        }

        return tokensLeft < tokens
            ? RateLimitErrors.Tokens(model, _tokens.Capacity, _tokens.Capacity - (int)tokensLeft, tokens, _tokens.TimeFor(tokens - tokensLeft))
            : null;
    }

    private IEnumerable<KeyValuePair<string, string>> Take(RateLimitCost cost)
    {
        _requests.Take(1);
        _tokens.Take(cost.Tokens ?? 0);
        return Read(cost);
    }

    private IEnumerable<KeyValuePair<string, string>> Read(RateLimitCost cost) =>
        [.. _requests.Read().AsHeaders("requests"), .. cost.Tokens is null ? [] : _tokens.Read().AsHeaders("tokens")];
}
