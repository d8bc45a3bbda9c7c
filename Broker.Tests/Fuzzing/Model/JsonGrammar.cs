namespace Broker.Tests.Fuzzing.Model;

/// <summary>RFC 8259's grammar by recursive descent, one character for each byte.</summary>
internal sealed class JsonGrammar(string text)
{
    private int _at;

    /// <summary>Whether it is one value, with white space around it.</summary>
    public static bool Accepts(string text)
    {
        var grammar = new JsonGrammar(text);
        grammar.Space();
        return grammar.Value(0) && grammar.Space() && grammar._at == text.Length;
    }

    private char Next => _at < text.Length ? text[_at] : '\uffff';

    private bool Take(char expected)
    {
        if (Next != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool Take(string word) => word.All(Take);

    private bool Space()
    {
        while (Next is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }

        return true;
    }

    private bool Value(int depth) => Next switch
    {
        '{' => depth < StrictJson.Deepest && Members('{', '}', depth + 1, named: true),
        '[' => depth < StrictJson.Deepest && Members('[', ']', depth + 1, named: false),
        '"' => Text(),
        't' => Take("true"),
        'f' => Take("false"),
        'n' => Take("null"),
        _ => Number(),
    };

    private bool Members(char open, char close, int depth, bool named)
    {
        _ = Take(open) && Space();
        if (Take(close))
        {
            return true;
        }

        do
        {
            Space();
            if ((named && !(Text() && Space() && Take(':') && Space())) || !Value(depth))
            {
                return false;
            }

            Space();
        }
        while (Take(','));
        return Take(close);
    }

    private bool Text()
    {
        if (!Take('"'))
        {
            return false;
        }

        while (Next is >= ' ' and not '\uffff' and not '"')
        {
            if (Take('\\') ? !Escape() : _at++ < 0)
            {
                return false;
            }
        }

        return Take('"');
    }

    private bool Escape()
    {
        if (Take('u'))
        {
            for (var i = 0; i < 4; i++, _at++)
            {
                if (!char.IsAsciiHexDigit(Next))
                {
                    return false;
                }
            }

            return true;
        }

        return "\"\\/bfnrt".Contains(Next) && _at++ >= 0;
    }

    private bool Number()
    {
        Take('-');
        return (Take('0') || Digits()) && (!Take('.') || Digits()) && (!(Take('e') || Take('E')) || ((Take('+') || Take('-') || true) && Digits()));
    }

    private bool Digits()
    {
        var from = _at;
        while (char.IsAsciiDigit(Next))
        {
            _at++;
        }

        return _at > from;
    }
}
