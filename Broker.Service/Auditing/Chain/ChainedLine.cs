using System.Buffers;
using System.Buffers.Text;

namespace Broker.Service.Auditing.Chain;

/// <summary>
/// A line of a chain. It ends in <c>"seq":N,"chain":"HASH"}</c>; the first line after a file was opened names what it follows, in
/// <c>"chain_from":"HASH"</c> before its own hash, so that a file can be checked without the one before it.
/// </summary>
internal readonly ref struct ChainedLine
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdef"u8);

    private ChainedLine(ReadOnlySpan<byte> open, long seq, ReadOnlySpan<byte> from, ReadOnlySpan<byte> hash)
    {
        Open = open;
        Seq = seq;
        From = from;
        Hash = hash;
    }

    /// <summary>What stands before the number.</summary>
    public static ReadOnlySpan<byte> SeqKey => ",\"seq\":"u8;

    /// <summary>What stands before the hash that is followed.</summary>
    public static ReadOnlySpan<byte> FromKey => ",\"chain_from\":\""u8;

    /// <summary>What stands before the hash.</summary>
    public static ReadOnlySpan<byte> HashKey => ",\"chain\":\""u8;

    /// <summary>What stands after the hash.</summary>
    public static ReadOnlySpan<byte> End => "\"}"u8;

    private static ReadOnlySpan<byte> Quote => "\""u8;

    /// <summary>The line up to its own hash: what was hashed, but for a closing brace.</summary>
    public ReadOnlySpan<byte> Open { get; }

    /// <summary>Number of the line, over all files.</summary>
    public long Seq { get; }

    /// <summary>The hash that it says it follows; empty where that is the line before it.</summary>
    public ReadOnlySpan<byte> From { get; }

    /// <summary>Its hash.</summary>
    public ReadOnlySpan<byte> Hash { get; }

    /// <summary>Takes a line apart. Its end is enough: no value of an event can hold what stands there, since quotes in it are escaped.</summary>
    /// <param name="line">The line, without its line break.</param>
    /// <param name="chained">Its parts.</param>
    public static bool TryParse(ReadOnlySpan<byte> line, out ChainedLine chained)
    {
        chained = default;
        if (!EndsInHash(line, HashKey, End))
        {
            return false;
        }

        var open = line[..^(HashKey.Length + ChainLink.HashLength + End.Length)];
        var hash = line.Slice(open.Length + HashKey.Length, ChainLink.HashLength);
        ReadOnlySpan<byte> from = default;
        var rest = open;
        if (EndsInHash(open, FromKey, Quote))
        {
            rest = open[..^(FromKey.Length + ChainLink.HashLength + Quote.Length)];
            from = open.Slice(rest.Length + FromKey.Length, ChainLink.HashLength);
        }

        var number = rest.LastIndexOf(SeqKey) + SeqKey.Length;
        if (number < SeqKey.Length || !Utf8Parser.TryParse(rest[number..], out long seq, out var length) || number + length != rest.Length)
        {
            return false;
        }

        chained = new ChainedLine(open, seq, from, hash);
        return true;
    }

    private static bool EndsInHash(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key, ReadOnlySpan<byte> end)
    {
        var start = text.Length - end.Length - ChainLink.HashLength;
        return start >= key.Length
            && text.EndsWith(end)
            && text[..start].EndsWith(key)
            && !text.Slice(start, ChainLink.HashLength).ContainsAnyExcept(Digits);
    }
}
