using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Broker.Service.Checks;

/// <summary>The tokens of JSON (RFC 8259, sections 3 and 6) but for strings. Each method gives the token that a text begins with; nothing where it begins with none.</summary>
internal static class JsonTokens
{
    /// <summary>Whether a byte is white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSpace(byte code) => code <= ' ' && (code is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r');

    /// <summary>Whether a string says a text, however it is written.</summary>
    /// <param name="quoted">What <see cref="JsonString.Read"/> gave.</param>
    /// <param name="text">The text.</param>
    public static bool Says(ReadOnlySpan<byte> quoted, ReadOnlySpan<byte> text)
    {
        if (!quoted.Contains((byte)'\\'))
        {
            return quoted[1..^1].SequenceEqual(text);
        }

        try
        {
            var reader = new Utf8JsonReader(quoted);
            return reader.Read() && reader.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            // The escape of a lone surrogate: JSON, but no text that could be compared.
            return false;
        }
    }

    /// <summary>A word such as <c>true</c>.</summary>
    public static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.StartsWith(word) ? text[..word.Length] : default;

    /// <summary>A number.</summary>
    public static ReadOnlySpan<byte> Number(ReadOnlySpan<byte> text)
    {
        var at = Is(text, 0, '-') ? 1 : 0;
        if (Is(text, at, '0'))
        {
            at++;
        }
        else if (!TryPassDigits(text, ref at))
        {
            return default;
        }

        if (Is(text, at, '.'))
        {
            at++;
            if (!TryPassDigits(text, ref at))
            {
                return default;
            }
        }

        if (Is(text, at, 'e') || Is(text, at, 'E'))
        {
            at++;
            at += Is(text, at, '+') || Is(text, at, '-') ? 1 : 0;
            if (!TryPassDigits(text, ref at))
            {
                return default;
            }
        }

        return text[..at];
    }

    private static bool TryPassDigits(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit((char)text[at]))
        {
            at++;
        }

        return at > start;
    }

    private static bool Is(ReadOnlySpan<byte> text, int at, char expected) => at < text.Length && text[at] == expected;
}
