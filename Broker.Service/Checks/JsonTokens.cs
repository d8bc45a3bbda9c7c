using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Broker.Service.Checks;

/// <summary>Reads the JSON token (RFC 8259, sections 3 and 6; no strings) that a text starts with; empty if there is none.</summary>
internal static class JsonTokens
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSpace(byte code) => code <= ' ' && (code is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r');

    /// <summary>Returns true if a string (with its quotes) has a value, however it is escaped.</summary>
    public static bool HasValue(ReadOnlySpan<byte> quoted, ReadOnlySpan<byte> text)
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
            // An escaped lone surrogate: valid JSON, but no text to compare.
            return false;
        }
    }

    /// <summary>Returns a literal such as <c>true</c>.</summary>
    public static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.StartsWith(word) ? text[..word.Length] : default;

    public static ReadOnlySpan<byte> Number(ReadOnlySpan<byte> text)
    {
        var at = HasAt(text, 0, '-') ? 1 : 0;
        if (HasAt(text, at, '0'))
        {
            at++;
        }
        else if (!TrySkipDigits(text, ref at))
        {
            return default;
        }

        if (HasAt(text, at, '.'))
        {
            at++;
            if (!TrySkipDigits(text, ref at))
            {
                return default;
            }
        }

        if (HasAt(text, at, 'e') || HasAt(text, at, 'E'))
        {
            at++;
            at += HasAt(text, at, '+') || HasAt(text, at, '-') ? 1 : 0;
            if (!TrySkipDigits(text, ref at))
            {
                return default;
            }
        }

        return text[..at];
    }

    private static bool TrySkipDigits(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit((char)text[at]))
        {
            at++;
        }

        return at > start;
    }

    private static bool HasAt(ReadOnlySpan<byte> text, int at, char expected) => at < text.Length && text[at] == expected;
}
