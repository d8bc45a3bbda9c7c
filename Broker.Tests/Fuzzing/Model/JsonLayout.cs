using System.Text;

namespace Broker.Tests.Fuzzing.Model;

/// <summary>JSON as answers show it, laid out from its characters alone: two spaces a level, <c>\n</c>, nothing at the end.</summary>
internal static class JsonLayout
{
    /// <summary>The same JSON without white space between its tokens.</summary>
    public static string Compact(string json) => Walk(json, (text, character, isInside) =>
    {
        if (isInside || !char.IsWhiteSpace(character))
        {
            text.Append(character);
        }
    });

    /// <summary>The same JSON, laid out.</summary>
    public static string Indent(string json)
    {
        var depth = 0;
        var previous = '\0';
        return Walk(Compact(json), (text, character, isInside) =>
        {
            if (isInside)
            {
                Open(text, ref previous, depth);
                text.Append(character);
                return;
            }

            switch (character)
            {
                case '{' or '[':
                    Open(text, ref previous, depth++);
                    text.Append(character);
                    previous = character;
                    break;
                case '}' or ']':
                    depth--;
                    text.Append(previous is '{' or '[' ? "" : Line(depth)).Append(character);
                    previous = '\0';
                    break;
                case ',':
                    text.Append(',').Append(Line(depth));
                    break;
                case ':':
                    text.Append(": ");
                    break;
                default:
                    Open(text, ref previous, depth);
                    text.Append(character);
                    break;
            }
        });
    }

    private static void Open(StringBuilder text, ref char previous, int depth)
    {
        text.Append(previous is '{' or '[' ? Line(depth) : "");
        previous = '\0';
    }

    private static string Line(int depth) => "\n" + new string(' ', 2 * depth);

    private static string Walk(string json, Action<StringBuilder, char, bool> write)
    {
        var text = new StringBuilder(json.Length * 2);
        var isInside = false;
        var isEscaped = false;
        foreach (var character in json)
        {
            var isQuote = character == '"' && !isEscaped;
            write(text, character, isInside || isQuote);
            isInside ^= isQuote;
            isEscaped = isInside && character == '\\' && !isEscaped;
        }

        return text.ToString();
    }
}
