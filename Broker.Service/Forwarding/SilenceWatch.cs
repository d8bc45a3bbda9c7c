namespace Broker.Service.Forwarding;

/// <summary>
/// Bounds how long an upstream may be silent: before its answer, and inside it. Only waiting for the upstream counts, not a slow
/// host. One for each request.
/// </summary>
internal sealed class SilenceWatch : IDisposable
{
    private readonly TimeSpan _longest;
    private readonly CancellationToken _hostGone;
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _registration;

    /// <summary>Prepares to watch one request.</summary>
    /// <param name="longest">Longest silence.</param>
    /// <param name="time">What measures it.</param>
    /// <param name="hostGone">Cancelled when the host hangs up.</param>
    public SilenceWatch(TimeSpan longest, TimeProvider time, CancellationToken hostGone)
    {
        _longest = longest;
        _hostGone = hostGone;
        _end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _registration = hostGone.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
    }

    /// <summary>Whether the host hung up: then whatever was waited for does not matter any more.</summary>
    public bool IsHostGone => _hostGone.IsCancellationRequested;

    /// <summary>Whether the upstream was silent for too long.</summary>
    public bool IsTooLong => _end.IsCancellationRequested && !IsHostGone;

    /// <summary>The upstream's turn begins.</summary>
    /// <returns>Cancelled when it is silent for too long or the host hangs up.</returns>
    public CancellationToken Begin()
    {
        _end.CancelAfter(_longest);
        return _end.Token;
    }

    /// <summary>The upstream has said something.</summary>
    public void End() => _end.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Reads what comes next.</summary>
    /// <param name="from">The upstream's body.</param>
    /// <param name="into">Where it goes.</param>
    /// <returns>How many bytes came; 0 at the end.</returns>
    /// <exception cref="SilenceException">Nothing came for too long.</exception>
    /// <exception cref="OperationCanceledException">The host hung up.</exception>
    public async ValueTask<int> ReadAsync(Stream from, Memory<byte> into)
    {
        try
        {
            var read = await from.ReadAsync(into, Begin());
            End();
            return read;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && IsTooLong)
        {
            throw new SilenceException(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _end.Dispose();
    }
}
