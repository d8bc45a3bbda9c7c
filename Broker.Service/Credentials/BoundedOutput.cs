using System.Security.Cryptography;

namespace Broker.Service.Credentials;

/// <summary>What a program has printed, or a file has given, so far, up to a limit. It may be a key: it is wiped when disposed.</summary>
/// <param name="limit">Most bytes that are taken.</param>
internal sealed class BoundedOutput(int limit) : IDisposable
{
    /// <summary>Most bytes that any source may give.</summary>
    public const int UsualLimit = 65_536;

    // One byte more than allowed tells too much from just enough.
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(limit + 1, pinned: true);
    private volatile int _length;
    private volatile bool _disposed;

    /// <summary>Whether there was more than allowed.</summary>
    public bool IsExceeded => _length > limit;

    /// <summary>A copy of what was taken so far; whoever gets it wipes it.</summary>
    public Memory<byte> CopyTaken()
    {
        var taken = _bytes.AsSpan(0, _length);
        var copy = GC.AllocateUninitializedArray<byte>(taken.Length, pinned: true);
        taken.CopyTo(copy);
        return copy;
    }

    /// <summary>Takes what comes, until the end of the stream or the limit.</summary>
    /// <param name="stream">The program's output, or the file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
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

    /// <summary>Wipes it. What still comes is wiped as it comes.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }
}
