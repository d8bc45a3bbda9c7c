namespace MockProvider.Headers;

/// <summary>An allowance that drains as it is used and fills again, steadily, in a minute. Not safe for threads by itself.</summary>
internal sealed class TokenBucket(int capacity, TimeProvider clock)
{
    private static readonly double TicksPerMinute = TimeSpan.FromMinutes(1).Ticks;
    private double _level = capacity;
    private long _filledAt = clock.GetTimestamp();

    public int Capacity => capacity;

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

    /// <summary>What it holds, and how long until it is full, at the moment of the last look: it fills faster than one answer is made.</summary>
    public BucketReading Read() => new(capacity, (int)Math.Floor(_level), TimeFor(capacity - _level));

    /// <summary>How long it takes to fill by so much.</summary>
    public TimeSpan TimeFor(double amount) => TimeSpan.FromTicks((long)Math.Ceiling(Math.Max(0, amount) / capacity * TicksPerMinute));
}
