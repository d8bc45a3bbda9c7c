using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Broker.Service.Configuration;

/// <summary>
/// What the server reads requests into and writes answers from. Its own blocks are of 4 KiB, and a body of megabytes takes a call to the
/// operating system for each; these are larger. They are lent to the server alone, so that no prompt turns up elsewhere.
/// </summary>
internal sealed class SocketMemory : IMemoryPoolFactory<byte>
{
    private const int BlockLength = 10 * 1024;

    // So many are kept when nobody needs them: what four bodies of megabytes take at once, 5 MiB.
    private const int MostKept = 512;

    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        private readonly Lock _gate = new();
        private readonly Stack<byte[]> _kept = new(MostKept);

        public override int MaxBufferSize => BlockLength;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockLength);
            byte[]? kept;
            lock (_gate)
            {
                _kept.TryPop(out kept);
            }

            return new Block(this, kept ?? new byte[BlockLength]);
        }

        public void Keep(byte[] bytes)
        {
            lock (_gate)
            {
                if (_kept.Count < MostKept)
                {
                    _kept.Push(bytes);
                }
            }
        }

        protected override void Dispose(bool disposing)
        {
            // Arrays need none.
        }
    }

    private sealed class Block(Pool pool, byte[] bytes) : IMemoryOwner<byte>
    {
        private byte[]? _bytes = bytes;

        public Memory<byte> Memory => _bytes ?? throw new ObjectDisposedException(nameof(Block));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _bytes, null) is { } bytes)
            {
                pool.Keep(bytes);
            }
        }
    }
}
