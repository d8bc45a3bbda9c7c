using MockProvider.Text;

namespace MockProvider.Chat;

/// <summary>A token, the logarithm of its chance, and the likeliest tokens in its place, itself the first of them.</summary>
internal sealed record TokenLogprob(string Token, double Logprob, IReadOnlyList<int> Bytes, IReadOnlyList<TopLogprob> TopLogprobs)
{
    private static readonly string[] Others =
    [
        " the", " a", " and", " to", " of", " in", " is", " that", " it", " for", " you", " on", " with", " as", " this", " be", " at", " by", " from", " or", " an",
    ];

    /// <summary>Draws the chance of a token, more than a half, and shares what is left among others so that they never add up to more than one.</summary>
    public static TokenLogprob Of(string token, int top, Fingerprint fingerprint, string place)
    {
        var chance = fingerprint.Number($"logprob {place}", 5_001, 10_000) / 10_000.0;
        var own = TopLogprob.Of(token, chance);
        var share = 0.9 * (1 - chance);
        List<TopLogprob> likeliest = [own];
        foreach (var other in Others.Where(other => other != token).Take(top - 1))
        {
            share /= 2;
            likeliest.Add(TopLogprob.Of(other, share));
        }

        return new TokenLogprob(token, own.Logprob, own.Bytes, top == 0 ? [] : likeliest);
    }
}
