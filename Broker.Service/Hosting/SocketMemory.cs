using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Broker.Service.Hosting;

/// <summary>
/// The memory that the server reads requests into and writes answers from. Its own blocks are of 4 KiB, and a body of megabytes takes a
/// call to the operating system for each (docs/performance-log.md has the figures). These are larger, and the first few much larger, for
/// whoever needs one for a moment; a thousand streams, which keep theirs, do not all have one. Only the server rents them, so that no
/// prompt turns up elsewhere.
/// </summary>
internal sealed class SocketMemory : IMemoryPoolFactory<byte>
{
    private const int Length = 10 * 1024;
    private const int LargeLength = 256 * 1024;

    // In each of the server's pools, of which it has one for each processor.
    private const int MostLarge = 2;

    // So many of the others are kept when nobody needs them: what bodies of 64 KiB take that come together on as many connections, 5 MiB.
    private const int MostKept = 512;

    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        private readonly Lock _gate = new();
        private readonly Stack<Block> _large = new(MostLarge);
        private readonly Stack<Block> _kept = new();
        private int _largeMade;

        public override int MaxBufferSize => Length;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, Length);
            var block = Take(out var length) ?? new Block(this, length);
            block.Lend();
            return block;
        }

        public void Keep(Block block)
        {
            lock (_gate)
            {
                if (block.Length == LargeLength)
                {
                    _large.Push(block);
                }
                else if (_kept.Count < MostKept)
                {
                    _kept.Push(block);
                }
            }
        }

        protected override void Dispose(bool disposing)
        {
            // Arrays need none.
        }

        /// <summary>One that was kept; without any, the length of the one to make.</summary>
        private Block? Take(out int length)
        {
            lock (_gate)
            {
                length = Length;
                if (!_large.TryPop(out var kept) && _largeMade < MostLarge)
                {
                    _largeMade++;
                    length = LargeLength;
                    return null;
                }

                return kept ?? (_kept.TryPop(out kept) ? kept : null);
            }
        }
    }

    private sealed class Block(Pool pool, int length) : IMemoryOwner<byte>
    {
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(length);
        private bool _isLent;

        public int Length => _bytes.Length;

        public Memory<byte> Memory => _isLent ? _bytes : throw new ObjectDisposedException(nameof(Block));

        public void Lend() => _isLent = true;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLent, false))
            {
                pool.Keep(this);
            }
        }
    }
}
