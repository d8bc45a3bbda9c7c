using System.Globalization;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>Makes received text fit to be kept and shown: bounded, and without characters that act on a terminal or turn text around.</summary>
internal static class WireText
{
    /// <summary>What stands at the end of text that was cut.</summary>
    public const string CutMark = "… (cut)";

    /// <summary>The text, cut and cleaned.</summary>
    /// <param name="text">What came.</param>
    /// <param name="length">Characters kept at most.</param>
    /// <param name="keepLines">Whether line breaks and tabs may stay.</param>
    public static string Clean(string text, int length, bool keepLines = false)
    {
        var kept = text.Length <= length ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), CutMark);
        return kept.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? string.Create(kept.Length, (kept, keepLines), static (target, state) =>
            {
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = Visible(state.kept[i], state.keepLines);
                }
            })
            : kept;
    }

    private static char Visible(char character, bool keepLines) => character switch
    {
        '\n' or '\r' or '\t' when keepLines => character,
        < ' ' => (char)('\u2400' + character),
        '\u007f' => '\u2421',
        _ => char.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => '\ufffd',

            // Joiners make emoji and some scripts; the others of this category turn the direction of text.
            UnicodeCategory.Format when character is not ('\u200c' or '\u200d') => '\ufffd',
            _ => character,
        },
    };
}
