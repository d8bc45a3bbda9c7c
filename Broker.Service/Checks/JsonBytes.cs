using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Broker.Service.Checks;

/// <summary>What the next 64 bytes of a string of JSON are, a bit for each, the first lowest. Behind the end of the text come control characters.</summary>
/// <param name="Quotes">Quotes.</param>
/// <param name="Backslashes">Backslashes.</param>
/// <param name="Controls">Control characters, which a string must not have.</param>
/// <param name="BeyondAscii">Bytes of letters beyond ASCII.</param>
internal readonly record struct JsonBytes(ulong Quotes, ulong Backslashes, ulong Controls, ulong BeyondAscii)
{
    /// <summary>How many bytes are looked at together.</summary>
    public const int Block = 64;

    /// <summary>Looks at the beginning of a text.</summary>
    /// <param name="text">The text.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static JsonBytes Of(ReadOnlySpan<byte> text) => text.Length >= Block ? OfBlock(text[..Block]) : OfLast(text);

    /// <summary>Sets the highest bit of each byte that is more than an ordinary letter of ASCII.</summary>
    /// <param name="bytes">Bytes of a string.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Special(Vector128<byte> bytes) => IsQuote(bytes) | IsBackslash(bytes) | IsControl(bytes) | bytes;

    /// <summary>A bit for each <c>n</c> and <c>t</c> of a block, the first lowest.</summary>
    /// <param name="block">As many bytes as are looked at together.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LettersNAndT(ReadOnlySpan<byte> block)
    {
        var parts = MemoryMarshal.Cast<byte, Vector128<byte>>(block);
        return Bits(IsNOrT(parts[0]), IsNOrT(parts[1]), IsNOrT(parts[2]), IsNOrT(parts[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static JsonBytes OfBlock(ReadOnlySpan<byte> block)
    {
        var parts = MemoryMarshal.Cast<byte, Vector128<byte>>(block);
        var (first, second, third, fourth) = (parts[0], parts[1], parts[2], parts[3]);
        var quotes = Bits(IsQuote(first), IsQuote(second), IsQuote(third), IsQuote(fourth));
        var backslashes = Bits(IsBackslash(first), IsBackslash(second), IsBackslash(third), IsBackslash(fourth));
        // Seldom any, so there is one look for all.
        var others = IsControl(first) | IsControl(second) | IsControl(third) | IsControl(fourth) | first | second | third | fourth;
        return others.ExtractMostSignificantBits() == 0
            ? new(quotes, backslashes, 0, 0)
            : new(
                quotes,
                backslashes,
                Bits(IsControl(first), IsControl(second), IsControl(third), IsControl(fourth)),
                Bits(first, second, third, fourth));
    }

    private static JsonBytes OfLast(ReadOnlySpan<byte> few)
    {
        Span<byte> block = stackalloc byte[Block];
        block.Clear();
        few.CopyTo(block);
        return OfBlock(block);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> IsQuote(Vector128<byte> bytes) => Vector128.Equals(bytes, Vector128.Create((byte)'"'));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> IsBackslash(Vector128<byte> bytes) => Vector128.Equals(bytes, Vector128.Create((byte)'\\'));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> IsControl(Vector128<byte> bytes) => Vector128.Equals(bytes, Vector128.Min(bytes, Vector128.Create((byte)0x1f)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> IsNOrT(Vector128<byte> bytes) => Vector128.Equals(bytes, Vector128.Create((byte)'n')) | Vector128.Equals(bytes, Vector128.Create((byte)'t'));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector128<byte> first, Vector128<byte> second, Vector128<byte> third, Vector128<byte> fourth) =>
        first.ExtractMostSignificantBits()
        | ((ulong)second.ExtractMostSignificantBits() << 16)
        | ((ulong)third.ExtractMostSignificantBits() << 32)
        | ((ulong)fourth.ExtractMostSignificantBits() << 48);
}
