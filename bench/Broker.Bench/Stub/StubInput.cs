using System.Net.Sockets;

namespace Broker.Bench.Stub;

/// <summary>What has come on a connection and is not yet used.</summary>
/// <param name="socket">The connection.</param>
internal sealed class StubInput(Socket socket)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The bytes at hand.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start.._end);

    /// <summary>Marks bytes as used.</summary>
    public void Use(int count)
    {
        _start += count;
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
    }

    /// <summary>Waits for more.</summary>
    /// <returns>Whether there is more.</returns>
    /// <exception cref="InvalidDataException">A head does not fit.</exception>
    public async ValueTask<bool> ReadAsync()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            throw new InvalidDataException("A line or a head is too long.");
        }

        var read = await socket.ReceiveAsync(_buffer.AsMemory(_end));
        _end += read;
        return read > 0;
    }

    /// <summary>Waits for more, which has to come.</summary>
    /// <exception cref="InvalidDataException">The connection has ended.</exception>
    public async ValueTask NeedAsync()
    {
        if (!await ReadAsync())
        {
            throw new InvalidDataException("The connection ends inside a request.");
        }
    }

    /// <summary>Reads past so many bytes.</summary>
    public async ValueTask SkipAsync(long count)
    {
        while (true)
        {
            var here = (int)Math.Min(count, _end - _start);
            Use(here);
            count -= here;
            if (count == 0)
            {
                return;
            }

            await NeedAsync();
        }
    }
}
