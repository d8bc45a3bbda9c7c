namespace Broker.Service.Forwarding;

/// <summary>
/// Limits how long an upstream may be silent: before its answer, and inside it. Only waiting for the upstream counts, not a slow
/// host. For one request at a time; rented from <see cref="UpstreamTimeouts"/>.
/// </summary>
internal sealed class UpstreamTimeout : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _end;
    private CancellationToken _hostGone;
    private CancellationTokenRegistration _registration;

    /// <summary>Creates one that does not run yet.</summary>
    /// <param name="limit">Longest silence.</param>
    /// <param name="time">What measures it.</param>
    public UpstreamTimeout(TimeSpan limit, TimeProvider time) => (_limit, _end) = (limit, new(Timeout.InfiniteTimeSpan, time));

    /// <summary>Returns true if the host hung up: then whatever was waited for does not matter any more.</summary>
    public bool IsHostGone => _hostGone.IsCancellationRequested;

    /// <summary>Returns true if the upstream was silent for too long.</summary>
    public bool IsTooLong => _end.IsCancellationRequested && !IsHostGone;

    /// <summary>Begins a request.</summary>
    /// <param name="hostGone">Cancelled when its host hangs up.</param>
    public void Use(CancellationToken hostGone)
    {
        _hostGone = hostGone;
        _registration = hostGone.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
    }

    /// <summary>Ends the request.</summary>
    /// <returns>True if another request can use it. A source whose clock is not the system's cannot be reset.</returns>
    public bool TryReset()
    {
        _registration.Dispose();
        return _end.TryReset();
    }

    /// <summary>Begins to wait for the upstream.</summary>
    /// <returns>Cancelled when it is silent for too long or the host hangs up.</returns>
    public CancellationToken Begin()
    {
        _end.CancelAfter(_limit);
        return _end.Token;
    }

    /// <summary>Ends the wait: the upstream has said something.</summary>
    public void End() => _end.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Reads what comes next.</summary>
    /// <param name="from">The upstream's body.</param>
    /// <param name="into">Where it goes.</param>
    /// <returns>How many bytes came; 0 at the end.</returns>
    /// <exception cref="UpstreamSilentException">Nothing came for too long.</exception>
    /// <exception cref="OperationCanceledException">The host hung up.</exception>
    public ValueTask<int> ReadAsync(Stream from, Memory<byte> into)
    {
        // What came already is nothing to wait for.
        var reading = from.ReadAsync(into, _end.Token);
        return reading.IsCompletedSuccessfully ? reading : WaitAsync(reading);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _end.Dispose();
    }

    private async ValueTask<int> WaitAsync(ValueTask<int> reading)
    {
        try
        {
            Begin();
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

/// <summary>An upstream was silent for too long inside its answer.</summary>
/// <param name="inner">What ended the wait.</param>
internal sealed class UpstreamSilentException(Exception inner) : Exception("The upstream was silent for too long.", inner);
