using System.Globalization;
using System.Text;

namespace Broker.Service.Configuration;

/// <summary>Makes foreign text safe to print: limits its length, escapes what could steer a terminal or fake a line.</summary>
internal static class DisplayText
{
    private const int MaxLength = 120;

    /// <summary>Returns the printable text in quotation marks.</summary>
    public static string Quote(string text) => $"\"{Plain(text)}\"";

    /// <summary>Returns the text with unprintable characters escaped.</summary>
    /// <param name="longest">Length limit, in UTF-16 code units.</param>
    public static string Plain(string text, int longest = MaxLength)
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

    /// <summary>Masks what precedes an <c>@</c> or follows a <c>?</c> or <c>#</c> of a URL: it may be a credential.</summary>
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
