using System.Globalization;
using System.Text;

namespace Broker.Service.Configuration;

/// <summary>
/// Makes text that somebody else wrote safe to print: cut to a readable length, and nothing in it can steer a terminal or
/// pretend to be another line.
/// </summary>
internal static class DisplayText
{
    private const int Longest = 120;

    /// <summary>The text between quotation marks.</summary>
    /// <param name="text">What to show.</param>
    public static string Quote(string text) => $"\"{Plain(text)}\"";

    /// <summary>The text as it is, but for what cannot be printed.</summary>
    /// <param name="text">What to show.</param>
    /// <param name="longest">Number of UTF-16 units after which it is cut.</param>
    public static string Plain(string text, int longest = Longest)
    {
        var printed = new StringBuilder();
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, longest)).EnumerateRunes())
        {
            if (IsPrintable(rune))
            {
                printed.Append(rune.ToString());
            }
            else
            {
                printed.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
        }

        return text.Length > longest ? printed.Append('…').ToString() : printed.ToString();
    }

    /// <summary>Masks what is before an <c>@</c> and after a <c>?</c> or <c>#</c> of a URL: people put credentials there.</summary>
    public static string MaskUrl(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + "://".Length;
        var at = url.LastIndexOf('@');
        var shown = at >= start ? $"{url[..start]}***{url[at..]}" : url;
        var end = shown.IndexOfAny(['?', '#']);
        return end < 0 ? shown : $"{shown[..(end + 1)]}***";
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        _ => true,
    };
}
