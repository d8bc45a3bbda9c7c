using System.Buffers;
using System.Buffers.Text;

namespace Broker.Service.Auditing.Chain;

/// <summary>
/// A line of a chain. It ends in <c>"seq":N,"chain":"HASH"}</c>. The first line after a file was opened names the hash that it follows, as
/// <c>"chain_from":"HASH"</c> before its own hash, so that a file can be verified without the one before it.
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

    /// <summary>Text before the number.</summary>
    public static ReadOnlySpan<byte> SeqKey => ",\"seq\":"u8;

    /// <summary>Text before the hash that the line follows.</summary>
    public static ReadOnlySpan<byte> FromKey => ",\"chain_from\":\""u8;

    /// <summary>Text before the line's own hash.</summary>
    public static ReadOnlySpan<byte> HashKey => ",\"chain\":\""u8;

    /// <summary>Text after the line's own hash.</summary>
    public static ReadOnlySpan<byte> End => "\"}"u8;

    private static ReadOnlySpan<byte> Quote => "\""u8;

    /// <summary>The line up to its own hash. A closing brace added, this is what was hashed.</summary>
    public ReadOnlySpan<byte> Open { get; }

    /// <summary>Number of the line, over all files.</summary>
    public long Seq { get; }

    /// <summary>The hash that the line names as the one it follows; empty if it is the hash of the line before.</summary>
    public ReadOnlySpan<byte> From { get; }

    public ReadOnlySpan<byte> Hash { get; }

    /// <summary>Parses the end of a line. That suffices: quotes inside values are escaped, so no value can contain the same text.</summary>
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
