using System.Numerics;
using System.Runtime.CompilerServices;

namespace Broker.Service.Checks;

/// <summary>Escapes in strings of JSON (RFC 8259, section 7), found for a block of bytes at once.</summary>
internal static class JsonEscapes
{
    private const ulong EvenPlaces = 0x5555_5555_5555_5555;

    // A 1 for each of "/\bfnrt, in rows of sixteen. Looked up, since nothing could foretell the branches of comparing with one after the other.
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

    /// <summary>A bit for each byte that follows a backslash which is not itself escaped.</summary>
    /// <param name="backslashes">A bit for each backslash.</param>
    /// <param name="isEscaped">Whether the first byte is escaped; afterwards, whether the one behind the block is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Escaped(ulong backslashes, ref bool isEscaped)
    {
        var first = isEscaped ? 1UL : 0;
        var runs = backslashes & ~first;
        // In a run of backslashes every other one escapes. Adding a bit where a run begins clears all of the run: so those are told apart that begin at even places.
        var evenRuns = runs & ~(runs + (runs & ~(runs << 1) & EvenPlaces));
        var escapes = (evenRuns & EvenPlaces) | (runs & ~evenRuns & ~EvenPlaces);
        isEscaped = escapes >> (JsonBytes.Block - 1) != 0;
        return (escapes << 1) | first;
    }

    /// <summary>Whether escaped bytes make escapes that there are.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the block begins in it.</param>
    /// <param name="escaped">A bit for each that is escaped and is neither quote nor backslash.</param>
    public static bool AreKnown(ReadOnlySpan<byte> text, int at, ulong escaped)
    {
        if (text.Length - at >= JsonBytes.Block)
        {
            // Ends of lines and indents are most of what is left: few remain to be looked at one by one.
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
