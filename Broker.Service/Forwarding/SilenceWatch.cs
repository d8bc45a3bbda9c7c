namespace Broker.Service.Forwarding;

/// <summary>Bounds how long an upstream may be silent inside its answer. Only waiting for the upstream counts, not a slow host.</summary>
internal sealed class SilenceWatch : IDisposable
{
    private readonly TimeSpan _longest;
    private readonly CancellationToken _hostGone;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _either;

    /// <summary>Prepares to watch one answer.</summary>
    /// <param name="longest">Longest silence.</param>
    /// <param name="time">What measures it.</param>
    /// <param name="hostGone">Cancelled when the host hangs up.</param>
    public SilenceWatch(TimeSpan longest, TimeProvider time, CancellationToken hostGone)
    {
        _longest = longest;
        _hostGone = hostGone;
        _silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_silence.Token, hostGone);
    }

    /// <summary>Reads what comes next.</summary>
    /// <param name="from">The upstream's body.</param>
    /// <param name="into">Where it goes.</param>
    /// <returns>How many bytes came; 0 at the end.</returns>
    /// <exception cref="SilenceException">Nothing came for too long.</exception>
    /// <exception cref="OperationCanceledException">The host hung up.</exception>
    public async ValueTask<int> ReadAsync(Stream from, Memory<byte> into)
    {
        _silence.CancelAfter(_longest);
        try
        {
            var read = await from.ReadAsync(into, _either.Token);
            _silence.CancelAfter(Timeout.InfiniteTimeSpan);
            return read;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && _silence.IsCancellationRequested && !_hostGone.IsCancellationRequested)
        {
            throw new SilenceException(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _either.Dispose();
        _silence.Dispose();
    }
}
