using System.Security.Cryptography;

namespace Broker.Service.Credentials;

/// <summary>Reads the output of a program or a file, up to a limit. The bytes may be a key: they are wiped on disposal.</summary>
/// <param name="limit">Length limit, in bytes.</param>
internal sealed class BoundedOutput(int limit) : IDisposable
{
    /// <summary>Length limit for every source, in bytes.</summary>
    public const int UsualLimit = 65_536;

    // One byte more than the limit shows that it was exceeded.
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(limit + 1, pinned: true);
    private volatile int _length;
    private volatile bool _disposed;

    /// <summary>True if there was more than the limit.</summary>
    public bool IsExceeded => _length > limit;

    /// <summary>Returns a copy of the bytes read so far, which the caller wipes.</summary>
    public Memory<byte> CopyTaken()
    {
        var taken = _bytes.AsSpan(0, _length);
        var copy = GC.AllocateUninitializedArray<byte>(taken.Length, pinned: true);
        taken.CopyTo(copy);
        return copy;
    }

    /// <summary>Reads until the end of the stream or the limit.</summary>
    public async Task FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        while (!IsExceeded)
        {
            var count = await stream.ReadAsync(_bytes.AsMemory(_length), cancellationToken);
            if (_disposed)
            {
                CryptographicOperations.ZeroMemory(_bytes);
                return;
            }

            if (count == 0)
            {
                return;
            }

            _length += count;
        }
    }

    /// <summary>Wipes the bytes. A read still under way wipes its bytes when it ends.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }
}
