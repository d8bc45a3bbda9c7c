using System.Text;

namespace Broker.AppHost.Embedded.Dashboard.Output;

/// <summary>Takes a line apart that was written for a terminal: colours become classes, all other control is left out.</summary>
internal static class AnsiText
{
    private const char Escape = '\u001b';
    private const char Bell = '\u0007';

    /// <summary>The line in pieces, each of one look.</summary>
    /// <param name="line">The line as written.</param>
    public static IReadOnlyList<AnsiPiece> Parse(string line)
    {
        var pieces = new List<AnsiPiece>();
        var text = new StringBuilder();
        var style = new AnsiStyle();
        for (var at = 0; at < line.Length;)
        {
            if (line[at] != Escape)
            {
                if (IsShown(line[at]))
                {
                    text.Append(line[at]);
                }

                at++;
                continue;
            }

            var end = EndOfSequence(line, at);
            if (end - at > 2 && line[at + 1] == '[' && line[end - 1] == 'm')
            {
                Flush(pieces, text, style);
                style.Apply(line.AsSpan(at + 2, end - at - 3));
            }

            at = end;
        }

        Flush(pieces, text, style);
        return pieces;
    }

    /// <summary>The line without any control.</summary>
    /// <param name="line">The line as written.</param>
    public static string Plain(string line) => string.Concat(Parse(line).Select(piece => piece.Text));

    // Text that turns the writing direction around could make a line read as another one.
    private static bool IsShown(char character) =>
        character is '\t' || !(char.IsControl(character) || character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));

    private static void Flush(List<AnsiPiece> pieces, StringBuilder text, AnsiStyle style)
    {
        if (text.Length > 0)
        {
            pieces.Add(new(text.ToString(), style.Classes));
            text.Clear();
        }
    }

    // One that is not ended takes the rest of the line, as in a terminal.
    private static int EndOfSequence(string line, int start) => start + 1 >= line.Length ? line.Length : line[start + 1] switch
    {
        '[' => After(line, start + 2, character => character is >= '@' and <= '~'),
        ']' or 'P' or 'X' or '^' or '_' => EndOfString(line, start + 2),
        _ => start + 2,
    };

    private static int EndOfString(string line, int start)
    {
        for (var at = start; at < line.Length; at++)
        {
            if (line[at] == Bell)
            {
                return at + 1;
            }

            if (line[at] == Escape)
            {
                return at + 1 < line.Length && line[at + 1] == '\\' ? at + 2 : at;
            }
        }

        return line.Length;
    }

    private static int After(string line, int start, Func<char, bool> isLast)
    {
        var at = start;
        while (at < line.Length && !isLast(line[at]))
        {
            at++;
        }

        return Math.Min(at + 1, line.Length);
    }
}
