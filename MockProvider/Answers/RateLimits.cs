using System.Globalization;

namespace MockProvider.Answers;

/// <summary>
/// The two allowances of the account: requests and tokens a minute. An answer that costs more than is left becomes a 429 and costs nothing.
/// </summary>
internal sealed class RateLimits(int requestsPerMinute, int tokensPerMinute, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly TokenBucket _requests = new(requestsPerMinute, clock);
    private readonly TokenBucket _tokens = new(tokensPerMinute, clock);

    /// <summary>Takes what the answer costs, and tells in its headers what is left.</summary>
    public Answer Settle(Answer answer, Metering metering, IDialect dialect, HeaderList common)
    {
        if (metering is Metering.Free or Metering.Owned)
        {
            return answer;
        }

        var tokens = metering == Metering.Tokens ? answer.Tokens : 0;
        lock (_lock)
        {
            var refusal = Refuse(tokens);
            if (refusal is null)
            {
                _requests.Take(1);
                _tokens.Take(tokens);
            }

            IEnumerable<LimitReading> readings = metering == Metering.Tokens
                ? [_requests.Read("requests"), _tokens.Read("tokens")]
                : [_requests.Read("requests")];
            return (refusal is { } limit ? dialect.Refuse(limit.Error, common).With(RetryAfter(limit.Wait)) : answer)
                .With(readings.SelectMany(dialect.LimitHeaders));
        }
    }

    /// <summary>When to try again, in both spellings that clients read.</summary>
    public static HeaderList RetryAfter(TimeSpan wait) =>
    [
        new("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
        new("retry-after-ms", Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>A refusal for being too fast.</summary>
    /// <param name="unit">Of what there was too much: <c>requests</c> or <c>tokens</c>.</param>
    /// <param name="limit">How many a minute there may be.</param>
    /// <param name="used">How many there were.</param>
    /// <param name="requested">How many were asked for.</param>
    /// <param name="wait">When to try again.</param>
    public static ApiError TooFast(string unit, int limit, int used, int requested, TimeSpan wait) => Errors.RateLimit(
        unit,
        $"Limit of {unit} per min reached: Limit {limit}, Used {used}, Requested {requested}. Try again in {LimitReading.Say(wait)}.");

    private (ApiError Error, TimeSpan Wait)? Refuse(int tokens)
    {
        var (requestsLeft, tokensLeft) = (_requests.Level, _tokens.Level);
        if (requestsLeft < 1)
        {
            var wait = _requests.TimeFor(1 - requestsLeft);
            return (TooFast("requests", requestsPerMinute, requestsPerMinute, 1, wait), wait);
        }

        if (tokens > tokensPerMinute)
        {
            // More than the limit ever allows; the wait is that of a full bucket, since clients expect one.
            return (Errors.RateLimit(
                "tokens", $"Request too large on tokens per min: Limit {tokensPerMinute}, Requested {tokens}."), TimeSpan.FromMinutes(1));
        }

        if (tokensLeft < tokens)
        {
            var wait = _tokens.TimeFor(tokens - tokensLeft);
            return (TooFast("tokens", tokensPerMinute, tokensPerMinute - (int)tokensLeft, tokens, wait), wait);
        }

        return null;
    }
}

/// <summary>What is left of a limit at one moment.</summary>
/// <param name="Unit"><c>requests</c> or <c>tokens</c>.</param>
/// <param name="Limit">All of it.</param>
/// <param name="Remaining">What is left.</param>
/// <param name="Reset">How long until all of it is there again.</param>
internal sealed record LimitReading(string Unit, int Limit, int Remaining, TimeSpan Reset)
{
    /// <summary>A time as OpenAI writes it: <c>6ms</c>, <c>1.574s</c>, <c>1m30s</c>; whole milliseconds, never less than it is.</summary>
    public static string Say(TimeSpan time)
    {
        var milliseconds = (long)Math.Ceiling(time.TotalMilliseconds);
        return milliseconds switch
        {
            0 => "0s",
            < 1_000 => $"{milliseconds}ms",
            < 60_000 => $"{Seconds(milliseconds)}s",
            _ => $"{milliseconds / 60_000}m{Seconds(milliseconds % 60_000)}s",
        };

        static string Seconds(long milliseconds) => (milliseconds / 1000m).ToString("0.###", CultureInfo.InvariantCulture);
    }
}

/// <summary>An allowance that drains as it is used and fills again, steadily, in a minute. Not safe for threads by itself.</summary>
internal sealed class TokenBucket(int capacity, TimeProvider clock)
{
    private static readonly double TicksPerMinute = TimeSpan.FromMinutes(1).Ticks;
    private double _level = capacity;
    private long _filledAt = clock.GetTimestamp();

    /// <summary>How much is left, as of now.</summary>
    public double Level
    {
        get
        {
            var now = clock.GetTimestamp();
            _level = Math.Min(capacity, _level + (capacity * (clock.GetElapsedTime(_filledAt, now).Ticks / TicksPerMinute)));
            _filledAt = now;
            return _level;
        }
    }

    /// <summary>Takes so much, which must be there.</summary>
    public void Take(int amount) => _level -= amount;

    /// <summary>What it holds at the moment of the last look: it fills faster than one answer is made.</summary>
    public LimitReading Read(string unit) => new(unit, capacity, (int)Math.Floor(_level), TimeFor(capacity - _level));

    /// <summary>How long it takes to fill by so much.</summary>
    public TimeSpan TimeFor(double amount) => TimeSpan.FromTicks((long)Math.Ceiling(Math.Max(0, amount) / capacity * TicksPerMinute));
}
