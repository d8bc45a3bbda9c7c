using Broker.Wire;

namespace Broker.Attacks;

/// <summary>What one attack brought about.</summary>
/// <param name="Answer">The broker's answer; null when there was none.</param>
/// <param name="Raw">All that came, one character for each byte.</param>
/// <param name="Rest">What stood behind the first answer.</param>
/// <param name="HasEnded">Whether the broker ended the connection.</param>
internal sealed record Exchange(RawAnswer? Answer, string Raw, string Rest, bool HasEnded)
{
    /// <summary>What reached the recorder in the upstream's place meanwhile.</summary>
    public IReadOnlyList<Arrival> Upstream { get; init; } = [];

    /// <summary>What reached the server that nobody should be sent to.</summary>
    public IReadOnlyList<Arrival> Elsewhere { get; init; } = [];

    /// <summary>Whether a connection was made to that server.</summary>
    public bool IsElsewhereConnected { get; init; }

    /// <summary>What must not be printed, should the broker say it.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Whether it was turned away: a refusal of HTTP's own, or a connection ended without a word.</summary>
    public bool IsRefused => Answer is { } answer ? answer.Status is (>= 400 and < 500) or 501 or 505 : HasEnded;

    /// <summary>What the broker did, in a few words; nothing of an answer is repeated but its status and a plain error code.</summary>
    public string CameBack => Answer switch
    {
        { Error: { } error } answer when IsPlain(error) => $"{answer.Status} {error}",
        { } answer => $"{answer.Status}",
        null when Raw.Length > 0 => "no HTTP answer",
        null => HasEnded ? "closed without an answer" : "no answer in time",
    };

    private bool IsPlain(string error) =>
        error.Length is > 0 and <= 40
        && error.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
        && !Secrets.Any(secret => error.Contains(secret, StringComparison.OrdinalIgnoreCase));
}
