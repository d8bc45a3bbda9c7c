using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Broker.Service.Configuration;

/// <summary>
/// What the server reads requests into and writes answers from. Its own blocks are of 4 KiB, and a body of megabytes takes a call to the
/// operating system for each; these are larger, and the first few much larger: whoever needs one for a moment finds one, and a thousand streams, which
/// keep theirs, do not all have one. They are lent to the server alone, so that no prompt turns up elsewhere.
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
        private readonly Stack<byte[]> _large = new(MostLarge);
        private readonly Stack<byte[]> _kept = new();
        private int _largeMade;

        public override int MaxBufferSize => Length;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, Length);
            return new Block(this, Take(out var length) ?? GC.AllocateUninitializedArray<byte>(length));
        }

        public void Keep(byte[] bytes)
        {
            lock (_gate)
            {
                if (bytes.Length == LargeLength)
                {
                    _large.Push(bytes);
                }
                else if (_kept.Count < MostKept)
                {
                    _kept.Push(bytes);
                }
            }
        }

        protected override void Dispose(bool disposing)
        {
            // Arrays need none.
        }

        /// <summary>One that was kept; without any, the length of the one to make.</summary>
        private byte[]? Take(out int length)
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
