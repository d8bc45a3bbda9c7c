using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Broker.Service.Checks;

/// <summary>Classes of 64 bytes of a JSON string: one bit per byte, the first lowest. Bytes past the end are controls.</summary>
/// <param name="Controls">Control characters, which a string must not contain.</param>
/// <param name="BeyondAscii">Bytes of characters beyond ASCII.</param>
internal readonly record struct JsonBytes(ulong Quotes, ulong Backslashes, ulong Controls, ulong BeyondAscii)
{
    /// <summary>Bytes that are classified at once.</summary>
    public const int Block = 64;

    /// <summary>Classifies the first bytes of a text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static JsonBytes Classify(ReadOnlySpan<byte> text) => text.Length >= Block ? ClassifyBlock(text[..Block]) : ClassifyLast(text);

    /// <summary>Sets the highest bit of each byte that is not an ordinary ASCII character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Special(Vector128<byte> bytes) => IsQuote(bytes) | IsBackslash(bytes) | IsControl(bytes) | bytes;

    /// <summary>Sets a bit for each <c>n</c> and <c>t</c> of a block, the first byte lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LettersNAndT(ReadOnlySpan<byte> block)
    {
        var parts = MemoryMarshal.Cast<byte, Vector128<byte>>(block);
        return Bits(IsNOrT(parts[0]), IsNOrT(parts[1]), IsNOrT(parts[2]), IsNOrT(parts[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static JsonBytes ClassifyBlock(ReadOnlySpan<byte> block)
    {
        var parts = MemoryMarshal.Cast<byte, Vector128<byte>>(block);
        var (first, second, third, fourth) = (parts[0], parts[1], parts[2], parts[3]);
        var quotes = Bits(IsQuote(first), IsQuote(second), IsQuote(third), IsQuote(fourth));
        var backslashes = Bits(IsBackslash(first), IsBackslash(second), IsBackslash(third), IsBackslash(fourth));
        // Rare, so one test covers all of them.
        var others = IsControl(first) | IsControl(second) | IsControl(third) | IsControl(fourth) | first | second | third | fourth;
        return others.ExtractMostSignificantBits() == 0
            ? new(quotes, backslashes, 0, 0)
            : new(
                quotes,
                backslashes,
                Bits(IsControl(first), IsControl(second), IsControl(third), IsControl(fourth)),
                Bits(first, second, third, fourth));
    }

    private static JsonBytes ClassifyLast(ReadOnlySpan<byte> few)
    {
        Span<byte> block = stackalloc byte[Block];
        block.Clear();
        few.CopyTo(block);
        return ClassifyBlock(block);
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
