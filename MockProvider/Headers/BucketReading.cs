using System.Globalization;

namespace MockProvider.Headers;

/// <summary>What a bucket holds at one moment.</summary>
/// <param name="Limit">When it is full.</param>
/// <param name="Remaining">Now.</param>
/// <param name="Reset">How long until it is full.</param>
internal readonly record struct BucketReading(int Limit, int Remaining, TimeSpan Reset)
{
    /// <summary>The three headers that tell it.</summary>
    public IEnumerable<KeyValuePair<string, string>> AsHeaders(string unit) =>
    [
        new($"x-ratelimit-limit-{unit}", Limit.ToString(CultureInfo.InvariantCulture)),
        new($"x-ratelimit-remaining-{unit}", Remaining.ToString(CultureInfo.InvariantCulture)),
        new($"x-ratelimit-reset-{unit}", WaitText.Of(Reset)),
    ];
}
