using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace Broker.Service.Checks;

/// <summary>
/// Reads JSON strings (RFC 8259, sections 7 and 8.1), 64 bytes at a time: code in prompts has an escape every few characters, and text in
/// most languages a character beyond ASCII, so a search that stops at each would be slow.
/// </summary>
internal static class JsonString
{
    private const int Block = JsonBytes.Block;

    /// <summary>Returns the string that a text starts with, with its quotes; empty if there is none, or if it is not valid UTF-8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != '"')
        {
            return default;
        }

        var at = 1;
        if (text.Length > Vector128<byte>.Count)
        {
            // Short strings, such as names and roles, end within the first vector.
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
            var block = JsonBytes.Classify(text[at..]);
            var escaped = isEscaped || block.Backslashes != 0 ? JsonEscapes.Escaped(block.Backslashes, ref isEscaped) : 0;
            var quotes = block.Quotes & ~escaped;
            // All bits below the lowest quote, or all bits if there is no quote.
            var inside = ~quotes & (quotes - 1);
            // Controls first: if the text ends inside the block, the other tests would read past its end.
            if ((block.Controls & inside) != 0
                || (escaped != 0 && !JsonEscapes.AreKnown(text, at, escaped & inside & ~(block.Quotes | block.Backslashes)))
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

    /// <summary>Returns true if the bytes beyond ASCII are UTF-8. Only runs of them are read: a run holds whole characters.</summary>
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
}
