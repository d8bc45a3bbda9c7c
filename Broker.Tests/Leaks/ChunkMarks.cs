namespace Broker.Tests.Leaks;

/// <summary>
/// Takes the marks between the chunks of an HTTP answer out of its bytes, so that what stands on both sides of one is seen as a client
/// sees it: together. It takes more for marks than are marks, a line of digits say; that hides no canary.
/// </summary>
internal sealed class ChunkMarks
{
    private const int LongestMark = 12;
    private readonly byte[] _mark = new byte[LongestMark];
    private int _length;

    /// <summary>Copies what is no mark.</summary>
    /// <param name="bytes">The next bytes of the answer.</param>
    /// <param name="destination">Where to; as long as the bytes and a mark together.</param>
    /// <returns>How many were copied.</returns>
    public int Remove(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        var written = 0;
        foreach (var next in bytes)
        {
            if (!Continues(next))
            {
                _mark.AsSpan(0, _length).CopyTo(destination[written..]);
                written += _length;
                _length = 0;
                if (!Continues(next))
                {
                    destination[written++] = next;
                    continue;
                }
            }

            _mark[_length++] = next;
            if (_length > 2 && next == '\n')
            {
                _length = 0;
            }
        }

        return written;
    }

    // Line break, hexadecimal digits, line break.
    private bool Continues(byte next) => _length switch
    {
        0 => next == '\r',
        1 => next == '\n',
        2 => char.IsAsciiHexDigit((char)next),
        _ when _mark[_length - 1] == '\r' => next == '\n',
        LongestMark - 2 => next == '\r',
        _ => next == '\r' || char.IsAsciiHexDigit((char)next),
    };
}
