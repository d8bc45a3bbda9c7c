namespace Broker.Service.Forwarding;

/// <summary>
/// Limits how long an upstream may be silent, before and inside its answer. Counts only the wait for the upstream, not for a slow host. For
/// one request at a time; rented from <see cref="UpstreamTimeouts"/>.
/// </summary>
internal sealed class UpstreamTimeout : IDisposable
{
    private readonly CancellationTokenSource _end;
    private CancellationToken _hostGone;
    private CancellationTokenRegistration _registration;

    /// <summary>Creates a time-out that is not running.</summary>
    public UpstreamTimeout(TimeProvider time) => _end = new(Timeout.InfiniteTimeSpan, time);

    /// <summary>True if the host hung up; the result of the wait does not matter then.</summary>
    public bool IsHostGone => _hostGone.IsCancellationRequested;

    /// <summary>True if the upstream was silent for too long.</summary>
    public bool IsTooLong => _end.IsCancellationRequested && !IsHostGone;

    /// <summary>Attaches a request.</summary>
    /// <param name="hostGone">Cancelled when the host hangs up.</param>
    public void Attach(CancellationToken hostGone)
    {
        _hostGone = hostGone;
        _registration = hostGone.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
    }

    /// <summary>Detaches the request.</summary>
    /// <returns>True if another request can use the time-out. With another clock than the system's it cannot be reset.</returns>
    public bool TryReset()
    {
        _registration.Dispose();
        return _end.TryReset();
    }

    /// <summary>Starts a wait for the upstream.</summary>
    /// <param name="limit">Time limit of the wait.</param>
    /// <returns>Cancelled when the upstream is silent for too long or the host hangs up.</returns>
    public CancellationToken Begin(TimeSpan limit)
    {
        _end.CancelAfter(limit);
        return _end.Token;
    }

    /// <summary>Ends the wait: the upstream has sent something.</summary>
    public void End() => _end.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Reads the next bytes.</summary>
    /// <param name="limit">Time limit of the wait.</param>
    /// <returns>Number of bytes; 0 at the end.</returns>
    /// <exception cref="UpstreamSilentException">The upstream was silent for too long.</exception>
    /// <exception cref="OperationCanceledException">The host hung up.</exception>
    public ValueTask<int> ReadAsync(Stream from, Memory<byte> into, TimeSpan limit)
    {
        // Bytes that have arrived already need no timer.
        var reading = from.ReadAsync(into, _end.Token);
        return reading.IsCompletedSuccessfully ? reading : WaitAsync(reading, limit);
    }

    public void Dispose()
    {
        _registration.Dispose();
        _end.Dispose();
    }

    private async ValueTask<int> WaitAsync(ValueTask<int> reading, TimeSpan limit)
    {
        try
        {
            Begin(limit);
            var read = await reading;
            End();
            return read;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && IsTooLong)
        {
            throw new UpstreamSilentException(e);
        }
    }
}

/// <summary>Thrown if an upstream is silent for too long inside its answer.</summary>
internal sealed class UpstreamSilentException(Exception inner) : Exception("The upstream was silent for too long.", inner);
