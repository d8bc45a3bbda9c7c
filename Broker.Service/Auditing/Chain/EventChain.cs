using System.Buffers;
using System.Globalization;
using System.Text;
using Broker.Service.Configuration;

namespace Broker.Service.Auditing.Chain;

/// <summary>
/// Links the lines of the event log: each carries a number and a hash over itself and the hash before it. Whoever changes, drops or moves a
/// line must compute all that follow anew. Linking and keeping are two steps, for a write can fail in between.
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
    private int _lastOpening;
    private int _nextOpening;
    private int _headOpening;

    /// <summary>Goes on from the last whole line.</summary>
    /// <param name="target">The event file; it exists.</param>
    public EventChain(string target)
    {
        var isStream = EventFileTarget.IsStream(target);
        var tail = isStream ? null : ChainTail.Find(target);
        var head = isStream ? null : ChainHead.Read(target);
        // A crash leaves the head behind the file. Ahead of it, lines were cut off, and what follows must not hide that.
        var last = new[] { tail, head, ChainLink.Start }.MaxBy(link => link?.Seq ?? -1)!;
        MissingLines = tail is null ? 0 : last.Seq - tail.Seq;
        (_lastSeq, _last) = (last.Seq, Encoding.ASCII.GetBytes(last.Hash));
        _head = isStream ? null : new ChainHead(target);
    }

    /// <summary>How many lines the head has counted after the last one in the file.</summary>
    public long MissingLines { get; }

    /// <summary>Makes lines of the chain. Nothing counts before <see cref="Commit"/>.</summary>
    /// <param name="lines">Whole lines, each a JSON object with at least one member.</param>
    /// <param name="opening">The opening of the file that they are for: its first line names what it follows.</param>
    /// <returns>The lines to write; good until the next call.</returns>
    public ReadOnlySpan<byte> Link(ReadOnlySpan<byte> lines, int opening)
    {
        _lines.ResetWrittenCount();
        _last.CopyTo(_next, 0);
        (_nextSeq, _nextOpening) = (_lastSeq, opening);
        var isFirst = opening != _lastOpening;
        while (!lines.IsEmpty)
        {
            var length = lines.IndexOf((byte)'\n');
            Link(lines[..length], isFirst);
            lines = lines[(length + 1)..];
            isFirst = false;
        }

        return _lines.WrittenSpan;
    }

    /// <summary>Opens the head, once for each opening of the file: somebody may have removed both.</summary>
    /// <param name="opening">The opening of the file.</param>
    public void Open(int opening)
    {
        if (_headOpening != opening)
        {
            _head?.Open();
            _headOpening = opening;
        }
    }

    /// <summary>Keeps what was linked, now that it is in the file; nothing is kept where the head cannot be written.</summary>
    public void Commit()
    {
        _head?.Write(_nextSeq, _next);
        (_last, _next) = (_next, _last);
        _lastSeq = _nextSeq;
        _lastOpening = _nextOpening;
    }

    /// <summary>Writes the head as it is, to find out whether it can be written.</summary>
    public void ProbeWrite()
    {
        if (_lastSeq > 0)
        {
            _head?.Write(_lastSeq, _last);
        }
    }

    /// <inheritdoc/>
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
