using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MockProvider.Schemas;

/// <summary>Reads a regular expression, literals, classes, groups, alternatives and counted repeats, and writes what it takes as it goes.</summary>
/// <param name="pattern">The expression.</param>
/// <param name="extra">How often the first repeat without an end is repeated beyond what it must be.</param>
internal sealed class PatternReader(string pattern, int extra)
{
    private const int Longest = 10_000;
    private const int DeepestGroup = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private int _extra = extra;
    private int _at;
    private int _depth;

    /// <summary>Reads it all.</summary>
    /// <exception cref="FormatException">There is something in it that this reader does not know.</exception>
    public string Read()
    {
        var text = Alternatives();
        return _at == pattern.Length ? text : throw new FormatException("A group that does not begin.");
    }

    private string Alternatives()
    {
        if (++_depth > DeepestGroup)
        {
            throw new FormatException("Groups within groups within groups.");
        }

        var first = Sequence();
        while (_at < pattern.Length && pattern[_at] == '|')
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
        while (_at < pattern.Length && pattern[_at] is not ('|' or ')'))
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
        var character = pattern[_at++];
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
        var isExclusion = _at < pattern.Length && pattern[_at] == '^';
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

        var whole = new Regex($"^{pattern[start.._at]}$", RegexOptions.None, Patience);
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
        if ((isOpen || count != 1) && _at < pattern.Length && pattern[_at] == '?')
        {
            _at++;
        }

        return count;
    }

    private (int Count, bool IsOpen) Repeat()
    {
        switch (_at < pattern.Length ? pattern[_at] : default)
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
            case '{' when pattern.IndexOf('}', _at) is > 0 and var end:
                var counts = pattern[(_at + 1)..end];
                _at = end + 1;
                return (int.Parse(counts.Split(',')[0], CultureInfo.InvariantCulture), counts.EndsWith(','));
            default:
                return (1, false);
        }
    }

    private ReadOnlySpan<char> Rest() => pattern.AsSpan(_at);

    private char Next() => _at < pattern.Length ? pattern[_at++] : throw new FormatException("The expression ends too early.");
}
