using System.Text;

namespace MockProvider.Chat;

/// <summary>A token that might have stood in a place, and the logarithm of its chance.</summary>
internal sealed record TopLogprob(string Token, double Logprob, IReadOnlyList<int> Bytes)
{
    public static TopLogprob Of(string token, double chance) =>
        new(token, Math.Min(0, Math.Round(Math.Log(chance), 6)), [.. Encoding.UTF8.GetBytes(token).Select(value => (int)value)]);
}
