namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Limits the text of one attribute. Text is masked, and cut at the limit.</summary>
internal sealed class ContentLimit(ContentMask mask)
{
    /// <summary>Limit in characters; longer text is cut and ends in <c>…</c>.</summary>
    public const int MaxLength = 16 * 1024;

    // Counts the JSON around a text, so that many empty texts have a cost.
    private const int Overhead = 32;
    private const int MaxNameLength = 128;

    private int _remaining = MaxLength;

    /// <summary>True if no more text fits.</summary>
    public bool IsFull => _remaining <= 0;

    /// <summary>Returns the masked text, cut to what fits.</summary>
    public string Fit(string text) => Take(Cut(mask.Apply(text), _remaining));

    /// <summary>Returns a masked name, id or role, cut to a short length.</summary>
    public string? FitName(string? name) => name is null ? null : Take(Cut(mask.Apply(name), MaxNameLength));

    /// <summary>Returns the masked text if all of it fits; otherwise null.</summary>
    public string? FitWhole(string? text) => text?.Length <= _remaining ? Take(mask.Apply(text)) : null;

    private static string Cut(string text, int length)
    {
        length = Math.Max(0, length);
        if (text.Length <= length)
        {
            return text;
        }

        return string.Concat(text.AsSpan(0, length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), "…");
    }

    private string Take(string text)
    {
        _remaining -= text.Length + Overhead;
        return text;
    }
}
