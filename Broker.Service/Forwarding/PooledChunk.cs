using System.Buffers;

namespace Broker.Service.Forwarding;

/// <summary>Memory for one answer, lent by a pool until it is disposed.</summary>
/// <param name="size">Least size, in bytes.</param>
internal sealed class PooledChunk(int size) : IDisposable
{
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(size);
    private int _used;

    /// <summary>The memory.</summary>
    public Memory<byte> Memory => _buffer;

    /// <summary>Tells how far it was written to.</summary>
    /// <param name="length">Bytes from the beginning.</param>
    public void NoteUsed(int length) => _used = Math.Max(_used, length);

    /// <summary>Returns the memory, cleared: answers are somebody's private text.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            buffer.AsSpan(0, _used).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
