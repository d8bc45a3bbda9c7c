using System.Globalization;
using System.Text;

namespace Broker.Tests.Fuzzing.Wire;

/// <summary>Bytes in a form that can be pasted into a test.</summary>
internal static class Printed
{
    // A longer run of one letter is written as an expression.
    private const int Run = 64;

    /// <summary>The bytes with what cannot be seen escaped as C# does.</summary>
    public static string From(string bytes)
    {
        var text = new StringBuilder("\"");
        for (var at = 0; at < bytes.Length; at++)
        {
            var one = bytes[at];
            var run = bytes.AsSpan(at).IndexOfAnyExcept(one) is var end && end < 0 ? bytes.Length - at : end;
            if (run > Run && char.IsAsciiLetterOrDigit(one))
            {
                text.Append(CultureInfo.InvariantCulture, $"\" + new string('{one}', {run}) + \"");
                at += run - 1;
                continue;
            }

            text.Append(one switch
            {
                '\r' => "\\r",
                '\n' => "\\n",
                '"' => "\\\"",
                '\\' => "\\\\",
                >= ' ' and <= '~' => one.ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)one:x4}"),
            });
        }

        return text.Append('"').ToString();
    }
}
