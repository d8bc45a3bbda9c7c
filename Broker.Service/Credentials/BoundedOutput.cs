namespace Broker.Service.Credentials;

/// <summary>What a program has printed so far, up to a limit.</summary>
/// <param name="limit">Most bytes that are taken.</param>
internal sealed class BoundedOutput(int limit)
{
    // One byte more than allowed tells too much from just enough.
    private readonly byte[] _bytes = new byte[limit + 1];
    private volatile int _length;

    /// <summary>Whether there was more than allowed.</summary>
    public bool IsExceeded => _length > limit;

    /// <summary>What was taken so far.</summary>
    public ReadOnlyMemory<byte> Taken => _bytes.AsMemory(0, _length);

    /// <summary>Takes what comes, until the end of the stream or the limit.</summary>
    /// <param name="stream">The program's output.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        while (!IsExceeded)
        {
            var count = await stream.ReadAsync(_bytes.AsMemory(_length), cancellationToken);
            if (count == 0)
            {
                return;
            }

            _length += count;
        }
    }
}
