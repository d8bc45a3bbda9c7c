using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MockProvider.Schemas;

/// <summary>
/// The shortest text a regular expression of the usual kind takes: literals, classes, groups, alternatives, counted repeats. What
/// it finds is tried against the expression, so that what it does not understand yields nothing rather than something wrong.
/// </summary>
internal sealed class PatternText
{
    private const int Longest = 10_000;
    private const int DeepestGroup = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly string _pattern;
    private int _at;
    private int _depth;

    private int _extra;

    private PatternText(string pattern, int extra)
    {
        _pattern = pattern;
        _extra = extra;
    }

    /// <summary>The text, or nothing when there is none of at least that length.</summary>
    public static string? Make(string pattern, int least) => Try(pattern, 0) switch
    {
        { } text when text.Length >= least => text,
        { } text when Try(pattern, least - text.Length) is { } longer && longer.Length >= least => longer,
        _ => null,
    };

    private static string? Try(string pattern, int extra)
    {
        try
        {
            var reader = new PatternText(pattern, extra);
            var text = reader.Alternatives();
            return reader._at == pattern.Length && Regex.IsMatch(text, pattern, RegexOptions.None, Patience) ? text : null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException or InvalidOperationException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private string Alternatives()
    {
        if (++_depth > DeepestGroup)
        {
            throw new FormatException("Groups within groups within groups.");
        }

        var first = Sequence();
        while (_at < _pattern.Length && _pattern[_at] == '|')
        {
            _at++;
            _ = Sequence();
        }

        _depth--;
        return first;
    }

    private string Sequence()
    {
        var text = new StringBuilder();
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
        {
            var piece = Piece();
            var count = Repeats();
            if (text.Length + ((long)piece.Length * count) > Longest)
            {
                throw new FormatException("More text than anybody reads.");
            }

            text.Insert(text.Length, piece, count);
        }

        return text.ToString();
    }

    private string Piece()
    {
        var character = _pattern[_at++];
        switch (character)
        {
            case '^' or '$':
                return string.Empty;
            case '.':
                return "x";
            case '(':
                return Group();
            case '[':
                return CharacterClass();
            case '\\':
                return Escape().ToString();
            default:
                return character.ToString();
        }
    }

    private string Group()
    {
        if (Rest().StartsWith("?:", StringComparison.Ordinal))
        {
            _at += 2;
        }
        else if (Rest().StartsWith("?<", StringComparison.Ordinal) && Rest().IndexOf('>') is > 0 and var end)
        {
            _at += end + 1;
        }

        var text = Alternatives();
        return Next() == ')' ? text : throw new FormatException("A group without an end.");
    }

    // The first member of the class; of a class by exclusion, the first letter or digit that is not excluded.
    private string CharacterClass()
    {
        var start = _at - 1;
        var isExclusion = _at < _pattern.Length && _pattern[_at] == '^';
        if (isExclusion)
        {
            _at++;
        }

        var first = Next();
        var member = first == '\\' ? Escape() : first;
        while (Next() is not ']' and var next)
        {
            if (next == '\\')
            {
                _at++;
            }
        }

        var whole = new Regex($"^{_pattern[start.._at]}$", RegexOptions.None, Patience);
        return isExclusion ? "x1a ".Select(candidate => candidate.ToString()).First(candidate => whole.IsMatch(candidate)) : member.ToString();
    }

    private char Escape() => Next() switch
    {
        'd' => '1',
        'w' => 'x',
        's' => ' ',
        'D' or 'S' => 'x',
        'W' => '-',
        't' => '\t',
        'n' => '\n',
        var character when !char.IsLetterOrDigit(character) => character,
        _ => throw new FormatException("An escape this reader does not know."),
    };

    private int Repeats()
    {
        var (count, isOpen) = Repeat();
        if (isOpen)
        {
            count += _extra;
            _extra = 0;
        }

        // Reluctant or not, the text is the same.
        if ((isOpen || count != 1) && _at < _pattern.Length && _pattern[_at] == '?')
        {
            _at++;
        }

        return count;
    }

    private (int Count, bool IsOpen) Repeat()
    {
        switch (_at < _pattern.Length ? _pattern[_at] : default)
        {
            case '*':
                _at++;
                return (0, true);
            case '+':
                _at++;
                return (1, true);
            case '?':
                _at++;
                return (0, false);
            case '{' when _pattern.IndexOf('}', _at) is > 0 and var end:
                var counts = _pattern[(_at + 1)..end];
                _at = end + 1;
                return (int.Parse(counts.Split(',')[0], CultureInfo.InvariantCulture), counts.EndsWith(','));
            default:
                return (1, false);
        }
    }

    private ReadOnlySpan<char> Rest() => _pattern.AsSpan(_at);

    private char Next() => _at < _pattern.Length ? _pattern[_at++] : throw new FormatException("The expression ends too early.");
}
