using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Broker.Service.Authorization;

/// <summary>The tokens of JSON (RFC 8259, sections 3, 6 and 7). Each method gives the token that a text begins with; nothing where it begins with none.</summary>
internal static class JsonTokens
{
    // As many bytes as are looked at together.
    private const int Block = 16;

    /// <summary>Whether a byte is white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSpace(byte code) => code <= ' ' && (code is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r');

    /// <summary>A string, with its quotes.</summary>
    public static ReadOnlySpan<byte> String(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != '"')
        {
            return default;
        }

        for (var at = 1; at < text.Length;)
        {
            var next = at + Block;

            // Code in prompts has an escape every few letters: a block is searched once for all of its own.
            for (var ends = EndsOfRuns(text, at); ends != 0;)
            {
                var end = at + BitOperations.TrailingZeroCount(ends);
                if (text[end] == '"')
                {
                    return text[..(end + 1)];
                }

                var after = end + EscapeLength(text[end..]);
                if (after == end)
                {
                    return default;
                }

                if (after >= next)
                {
                    next = after;
                    break;
                }

                ends &= uint.MaxValue << (after - at);
            }

            at = next;
        }

        return default;
    }

    /// <summary>Whether a string says a text, however it is written.</summary>
    /// <param name="quoted">What <see cref="String"/> gave.</param>
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

    /// <summary>A bit for each quote, backslash and control character among the next <see cref="Block"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint EndsOfRuns(ReadOnlySpan<byte> text, int at) => text.Length - at >= Block
        ? EndsOfRuns(Vector128.Create(text.Slice(at, Block)))
        : EndsOfRuns(text[at..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint EndsOfRuns(Vector128<byte> bytes) =>
        (Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
            | Vector128.Equals(bytes, Vector128.Min(bytes, Vector128.Create((byte)0x1f)))).ExtractMostSignificantBits();

    private static uint EndsOfRuns(ReadOnlySpan<byte> few)
    {
        var ends = 0u;
        for (var at = 0; at < few.Length; at++)
        {
            ends |= few[at] is (byte)'"' or (byte)'\\' or < (byte)' ' ? 1u << at : 0;
        }

        return ends;
    }

    private static int EscapeLength(ReadOnlySpan<byte> escape)
    {
        if (escape.Length < 2 || escape[0] != '\\')
        {
            return 0;
        }

        switch (escape[1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return 2;
            case (byte)'u' when escape.Length >= 6:
                return IsHex(escape[2]) && IsHex(escape[3]) && IsHex(escape[4]) && IsHex(escape[5]) ? 6 : 0;
            default:
                return 0;
        }
    }

    private static bool IsHex(byte code) => char.IsAsciiHexDigit((char)code);

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
