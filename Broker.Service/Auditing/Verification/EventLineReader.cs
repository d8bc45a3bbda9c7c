namespace Broker.Service.Auditing.Verification;

/// <summary>Reads a file line by line. Holds no more than one line in memory.</summary>
internal sealed class EventLineReader(Stream stream)
{
    /// <summary>Length limit of a line, in bytes; an event is much shorter.</summary>
    public const int MaxLength = 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isCutting;
    private bool _isEnded;

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The line, without its line break; cut at the limit. Valid until the next call.</param>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var ready = _buffer.AsSpan(_start, _end - _start);
            var length = ready.IndexOf((byte)'\n');
            if (length < 0 && ready.Length < MaxLength && Fill())
            {
                continue;
            }

            line = length < 0 ? ready : ready[..length];
            _start += length < 0 ? ready.Length : length + 1;
            var isRest = _isCutting;
            _isCutting = length < 0 && ready.Length > 0;
            if (ready.IsEmpty || !isRest)
            {
                return !ready.IsEmpty;
            }
        }
    }

    private bool Fill()
    {
        if (_isEnded)
        {
            return false;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        else if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        // At the end of a file that still grows, reading stops for good: more bytes would be the rest of a line, taken for a line.
        _isEnded = read == 0;
        return !_isEnded;
    }
}
