using System.Buffers;

namespace Broker.Service.Forwarding;

/// <summary>Memory for one answer, rented from a pool until it is disposed.</summary>
/// <param name="size">Minimum size, in bytes.</param>
internal sealed class PooledChunk(int size) : IDisposable
{
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(size);
    private int _used;

    public Memory<byte> Memory => _buffer;

    /// <summary>Records how many bytes from the start were written, so that they are cleared.</summary>
    public void NoteUsed(int length) => _used = Math.Max(_used, length);

    /// <summary>Returns the memory, cleared: answers are private.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            buffer.AsSpan(0, _used).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
