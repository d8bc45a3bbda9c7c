using System.Buffers;

namespace Broker.Service.Forwarding;

/// <summary>Memory for one answer, lent by a pool until it is disposed.</summary>
/// <param name="size">Least size, in bytes.</param>
internal sealed class PooledChunk(int size) : IDisposable
{
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(size);

    /// <summary>The memory.</summary>
    public Memory<byte> Memory => _buffer;

    /// <summary>Returns the memory, cleared: answers are somebody's private text.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
