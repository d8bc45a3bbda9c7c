namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>The room that one attribute has for texts. What goes in is masked, and cut where there is no more room.</summary>
/// <param name="mask">Hides what must not be seen.</param>
internal sealed class ContentRoom(ContentMask mask)
{
    /// <summary>Most characters of one attribute; what is longer is cut and ends in <c>…</c>.</summary>
    public const int Most = 16 * 1024;

    // What the JSON around a text takes, so that many empty ones are not free.
    private const int Around = 32;
    private const int LongestName = 128;

    private int _left = Most;

    /// <summary>Whether nothing more fits.</summary>
    public bool IsFull => _left <= 0;

    /// <summary>The text as it fits.</summary>
    /// <param name="text">The text.</param>
    public string Fit(string text) => Take(Cut(mask.Apply(text), _left));

    /// <summary>A name, an id or a role, which are short.</summary>
    /// <param name="name">The name.</param>
    public string? FitName(string? name) => name is null ? null : Take(Cut(mask.Apply(name), LongestName));

    /// <summary>The text, if all of it fits.</summary>
    /// <param name="text">A text that is of no use when cut; null for none.</param>
    public string? FitWhole(string? text) => text?.Length <= _left ? Take(mask.Apply(text)) : null;

    private static string Cut(string text, int most)
    {
        most = Math.Max(0, most);
        if (text.Length <= most)
        {
            return text;
        }

        return string.Concat(text.AsSpan(0, most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), "…");
    }

    private string Take(string text)
    {
        _left -= text.Length + Around;
        return text;
    }
}
