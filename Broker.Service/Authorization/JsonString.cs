using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace Broker.Service.Authorization;

/// <summary>
/// Strings of JSON (RFC 8259, sections 7 and 8.1), searched 64 bytes at a time: code in prompts has an escape every few letters, and prose
/// in most languages a letter beyond ASCII, so that a search which stops at each would do little else.
/// </summary>
internal static class JsonString
{
    private const int Block = JsonBytes.Block;
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

    /// <summary>The string that a text begins with, with its quotes; nothing where it begins with none, or with one that is not in UTF-8.</summary>
    /// <param name="text">The text.</param>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != '"')
        {
            return default;
        }

        var at = 1;
        if (text.Length > Vector128<byte>.Count)
        {
            // Names and roles are short.
            var ends = JsonBytes.Special(Vector128.Create(text.Slice(at, Vector128<byte>.Count))).ExtractMostSignificantBits();
            var first = at + BitOperations.TrailingZeroCount(ends);
            if (ends == 0)
            {
                at += Vector128<byte>.Count;
            }
            else if (text[first] == '"')
            {
                return text[..(first + 1)];
            }
        }

        return ReadBlocks(text, at);
    }

    private static ReadOnlySpan<byte> ReadBlocks(ReadOnlySpan<byte> text, int at)
    {
        var isEscaped = false;
        var checkedTo = at;
        for (; at < text.Length; at += Block)
        {
            var block = JsonBytes.Of(text[at..]);
            var escaped = isEscaped || block.Backslashes != 0 ? Escaped(block.Backslashes, ref isEscaped) : 0;
            var quotes = block.Quotes & ~escaped;
            // All bits below the lowest of the quotes, or all where there is none.
            var inside = ~quotes & (quotes - 1);
            // Controls first: where the text ends inside, nothing follows that could be looked at.
            if ((block.Controls & inside) != 0
                || (escaped != 0 && !AreEscapes(text, at, escaped & inside))
                || (block.BeyondAscii != 0 && !IsUtf8(text, at, block.BeyondAscii & inside, ref checkedTo)))
            {
                return default;
            }

            if (quotes != 0)
            {
                return text[..(at + BitOperations.TrailingZeroCount(quotes) + 1)];
            }
        }

        return default;
    }

    /// <summary>A bit for each byte that follows a backslash which is not itself escaped.</summary>
    /// <param name="backslashes">A bit for each backslash.</param>
    /// <param name="isEscaped">Whether the first byte is escaped; afterwards, whether the one behind the block is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Escaped(ulong backslashes, ref bool isEscaped)
    {
        var first = isEscaped ? 1UL : 0;
        var runs = backslashes & ~first;
        // In a run of backslashes every other one escapes. Adding a bit where a run begins clears all of the run: so those are told apart that begin at even places.
        var evenRuns = runs & ~(runs + (runs & ~(runs << 1) & EvenPlaces));
        var escapes = (evenRuns & EvenPlaces) | (runs & ~evenRuns & ~EvenPlaces);
        isEscaped = escapes >> (Block - 1) != 0;
        return (escapes << 1) | first;
    }

    private static bool AreEscapes(ReadOnlySpan<byte> text, int at, ulong escaped)
    {
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

    /// <summary>Whether what is not ASCII is UTF-8. Letters are whole within a run of such bytes, so nothing else needs a look.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> text, int at, ulong beyondAscii, ref int checkedTo)
    {
        if (checkedTo > at)
        {
            beyondAscii &= checkedTo - at < Block ? ulong.MaxValue << (checkedTo - at) : 0;
        }

        if (beyondAscii == 0)
        {
            return true;
        }

        var first = at + BitOperations.TrailingZeroCount(beyondAscii);
        checkedTo = at + Block - BitOperations.LeadingZeroCount(beyondAscii);
        if (checkedTo == at + Block)
        {
            var more = text[checkedTo..].IndexOfAnyInRange((byte)0, (byte)0x7f);
            checkedTo = more < 0 ? text.Length : checkedTo + more;
        }

        return Utf8.IsValid(text[first..checkedTo]);
    }

    private static bool IsUnicodeEscape(ReadOnlySpan<byte> escape) =>
        escape is [(byte)'u', var first, var second, var third, var fourth, ..] && IsHex(first) && IsHex(second) && IsHex(third) && IsHex(fourth);

    private static bool IsHex(byte code) => char.IsAsciiHexDigit((char)code);
}
