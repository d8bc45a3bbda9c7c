using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace Broker.Service.Checks;

/// <summary>
/// Strings of JSON (RFC 8259, sections 7 and 8.1), searched 64 bytes at a time: code in prompts has an escape every few letters, and prose
/// in most languages a letter beyond ASCII, so that a search which stops at each would do little else.
/// </summary>
internal static class JsonString
{
    private const int Block = JsonBytes.Block;

    /// <summary>The string that a text begins with, with its quotes; nothing where it begins with none, or with one that is not in UTF-8.</summary>
    /// <param name="text">The text.</param>
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
            var escaped = isEscaped || block.Backslashes != 0 ? JsonEscapes.Escaped(block.Backslashes, ref isEscaped) : 0;
            var quotes = block.Quotes & ~escaped;
            // All bits below the lowest of the quotes, or all where there is none.
            var inside = ~quotes & (quotes - 1);
            // Controls first: where the text ends inside, nothing follows that could be looked at.
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
}
