using System.Buffers;
using System.Globalization;
using System.Text;

namespace Broker.Service.Auditing.Chain;

/// <summary>
/// Links the lines of the event log: each carries a number and a hash over itself and the hash before it. Whoever changes, drops or moves a
/// line must recompute all that follow. Linking and committing are two steps, since a write can fail in between.
/// </summary>
internal sealed class EventChain : IDisposable
{
    private readonly ArrayBufferWriter<byte> _lines = new(1024);
    private readonly ChainHash _hash = new();
    private readonly ChainHead? _head;
    private byte[] _last;
    private byte[] _next = new byte[ChainLink.HashLength];
    private long _lastSeq;
    private long _nextSeq;
    private int _lastGeneration;
    private int _nextGeneration;

    /// <summary>Continues from the last complete line of an existing file.</summary>
    public EventChain(string target)
    {
        var isDevice = EventFileTarget.IsDevice(target);
        var tail = isDevice ? null : ChainTail.Find(target);
        var head = isDevice ? null : ChainHead.Read(target);
        // After a crash the head is behind the file. If it is ahead, lines were cut off, and new lines must not hide that.
        var last = new[] { tail, head, ChainLink.Start }.MaxBy(link => link?.Seq ?? -1)!;
        MissingLines = tail is null ? 0 : last.Seq - tail.Seq;
        (_lastSeq, _last) = (last.Seq, Encoding.ASCII.GetBytes(last.Hash));
        _head = isDevice ? null : new ChainHead(target);
    }

    /// <summary>Lines that the head counts after the last one in the file.</summary>
    public long MissingLines { get; }

    /// <summary>Links lines. The chain advances only with <see cref="Commit"/>.</summary>
    /// <param name="lines">Whole lines, each a JSON object with at least one member.</param>
    /// <param name="generation"><see cref="EventFile.Generation"/>; if it changed, the first line names the hash that it follows.</param>
    /// <returns>The lines to write; valid until the next call.</returns>
    public ReadOnlySpan<byte> Link(ReadOnlySpan<byte> lines, int generation)
    {
        _lines.ResetWrittenCount();
        _last.CopyTo(_next, 0);
        (_nextSeq, _nextGeneration) = (_lastSeq, generation);
        var isFirst = generation != _lastGeneration;
        while (!lines.IsEmpty)
        {
            var length = lines.IndexOf((byte)'\n');
            Link(lines[..length], isFirst);
            lines = lines[(length + 1)..];
            isFirst = false;
        }

        return _lines.WrittenSpan;
    }

    /// <summary>Advances the chain past the lines that were written.</summary>
    public void Commit()
    {
        (_last, _next) = (_next, _last);
        _lastSeq = _nextSeq;
        if (_lastGeneration != _nextGeneration)
        {
            _head?.Open();
        }

        _head?.Write(_lastSeq, _last);
        _lastGeneration = _nextGeneration;
    }

    public void Dispose() => _head?.Dispose();

    private void Link(ReadOnlySpan<byte> line, bool isFirst)
    {
        var start = _lines.WrittenCount;
        Span<byte> number = stackalloc byte[20];
        (++_nextSeq).TryFormat(number, out var digits, default, CultureInfo.InvariantCulture);
        _lines.Write(line[..^1]);
        _lines.Write(ChainedLine.SeqKey);
        _lines.Write(number[..digits]);
        if (isFirst)
        {
            _lines.Write(ChainedLine.FromKey);
            _lines.Write(_next);
            _lines.Write("\""u8);
        }

        _hash.Compute(_next, _lines.WrittenSpan[start..], _next);
        _lines.Write(ChainedLine.HashKey);
        _lines.Write(_next);
        _lines.Write(ChainedLine.End);
        _lines.Write("\n"u8);
    }
}
