using System.Globalization;
using System.Text;

namespace Broker.Tests.Leaks;

/// <summary>A value that must come out nowhere, and the forms in which it might.</summary>
/// <param name="Name">What a report calls it. The value itself stands in none.</param>
/// <param name="Value">The value, in ASCII.</param>
internal sealed record Canary(string Name, string Value)
{
    /// <summary>Each form with its name.</summary>
    public IEnumerable<(string Form, string Text)> Forms()
    {
        yield return ("as it is", Value);
        for (var offset = 0; offset < 3; offset++)
        {
            var text = Base64(offset);
            yield return ($"base64, {offset} bytes into a group", text);
            yield return ($"base64 for addresses, {offset} bytes into a group", text.Replace('+', '-').Replace('/', '_'));
        }

        yield return ("URL-encoded", Uri.EscapeDataString(Value));
        yield return ("URL-encoded throughout", Each("%{0:X2}"));
        yield return ("URL-encoded throughout, small letters", Each("%{0:x2}"));
        yield return ("hexadecimal", Each("{0:X2}"));
        yield return ("hexadecimal, small letters", Each("{0:x2}"));
        yield return ("JSON escapes", Each("\\u{0:x4}"));
    }

    public override string ToString() => Name;

    /// <summary>The characters that stand for the value alone, whatever stands before and after it.</summary>
    private string Base64(int offset)
    {
        var encoded = Convert.ToBase64String([.. new byte[offset], .. Encoding.ASCII.GetBytes(Value), .. new byte[3]]);
        var firstWhole = ((offset * 8) + 5) / 6;
        return encoded[firstWhole..((offset + Value.Length) * 8 / 6)];
    }

    private string Each(string format) => string.Concat(Value.Select(letter => string.Format(CultureInfo.InvariantCulture, format, (int)letter)));
}
