using System.Numerics;
using System.Runtime.CompilerServices;

namespace Broker.Service.Checks;

/// <summary>Validates the escapes in JSON strings (RFC 8259, section 7), a block of bytes at a time.</summary>
internal static class JsonEscapes
{
    private const ulong EvenPlaces = 0x5555_5555_5555_5555;

    // 1 for each of "/\bfnrt, sixteen per row. A table, since the branches of a comparison with each would be unpredictable.
    private static ReadOnlySpan<byte> ShortEscapes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0,
        0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0,
        0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Sets a bit for each byte that follows an unescaped backslash.</summary>
    /// <param name="backslashes">One bit per backslash.</param>
    /// <param name="isEscaped">True if the first byte is escaped; set to true if the byte after the block is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Escaped(ulong backslashes, ref bool isEscaped)
    {
        var first = isEscaped ? 1UL : 0;
        var runs = backslashes & ~first;
        // In a run of backslashes every second one escapes the next byte. Adding a bit at the start of a run clears the run,
        // which separates runs that start at even places from the others.
        var evenRuns = runs & ~(runs + (runs & ~(runs << 1) & EvenPlaces));
        var escapes = (evenRuns & EvenPlaces) | (runs & ~evenRuns & ~EvenPlaces);
        isEscaped = escapes >> (JsonBytes.Block - 1) != 0;
        return (escapes << 1) | first;
    }

    /// <summary>Returns true if all escaped bytes form known escapes.</summary>
    /// <param name="at">Offset of the block in the text.</param>
    /// <param name="escaped">One bit per escaped byte that is neither quote nor backslash.</param>
    public static bool AreKnown(ReadOnlySpan<byte> text, int at, ulong escaped)
    {
        if (text.Length - at >= JsonBytes.Block)
        {
            // Line breaks and tabs are most of the escapes: few remain to be examined one by one.
            escaped &= ~JsonBytes.LettersNAndT(text.Slice(at, JsonBytes.Block));
        }

        for (; escaped != 0; escaped &= escaped - 1)
        {
            var code = at + BitOperations.TrailingZeroCount(escaped);
            if (ShortEscapes[text[code]] == 0 && !IsUnicodeEscape(text[code..]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsUnicodeEscape(ReadOnlySpan<byte> escape) =>
        escape is [(byte)'u', var first, var second, var third, var fourth, ..] && IsHex(first) && IsHex(second) && IsHex(third) && IsHex(fourth);

    private static bool IsHex(byte code) => char.IsAsciiHexDigit((char)code);
}
