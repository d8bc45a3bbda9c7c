namespace Broker.Service.Forwarding;

/// <summary>
/// Bounds how long an upstream may be silent: before its answer, and inside it. Only waiting for the upstream counts, not a slow
/// host. For one request at a time; lent by <see cref="SilenceWatches"/>.
/// </summary>
internal sealed class SilenceWatch : IDisposable
{
    // The system's timer counts whole milliseconds and may be early by a part of one.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly TimeSpan _longest;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private readonly ITimer _timer;
    private CancellationToken _hostGone;
    private CancellationTokenRegistration _registration;

    // When the upstream's turn began; 0 while it is not its turn.
    private long _since;
    private bool _isTimerSet;
    private bool _mayEnd;

    /// <summary>Prepares to watch.</summary>
    /// <param name="longest">Longest silence.</param>
    /// <param name="time">What measures it.</param>
    public SilenceWatch(TimeSpan longest, TimeProvider time)
    {
        (_longest, _time) = (longest, time);
        _timer = time.CreateTimer(static watch => ((SilenceWatch)watch!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the host hung up: then whatever was waited for does not matter any more.</summary>
    public bool IsHostGone => _hostGone.IsCancellationRequested;

    /// <summary>Whether the upstream was silent for too long.</summary>
    public bool IsTooLong => _end.IsCancellationRequested && !IsHostGone;

    /// <summary>A request begins.</summary>
    /// <param name="hostGone">Cancelled when its host hangs up.</param>
    public void Watch(CancellationToken hostGone)
    {
        _hostGone = hostGone;
        _registration = hostGone.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
    }

    /// <summary>The request is over.</summary>
    /// <returns>Whether another can be watched.</returns>
    public bool TryReset()
    {
        _registration.Dispose();
        Interlocked.Exchange(ref _since, 0);
        return !Volatile.Read(ref _mayEnd) && _end.TryReset();
    }

    /// <summary>The upstream's turn begins.</summary>
    /// <returns>Cancelled when it is silent for too long or the host hangs up.</returns>
    public CancellationToken Begin()
    {
        // Set once and looked at when it is due: setting it for each chunk of a stream would cost more than the chunk.
        Interlocked.Exchange(ref _since, _time.GetTimestamp());
        if (!Volatile.Read(ref _isTimerSet))
        {
            SetTimer(_longest);
        }

        return _end.Token;
    }

    /// <summary>The upstream has said something.</summary>
    public void End() => Volatile.Write(ref _since, 0);

    /// <summary>Reads what comes next.</summary>
    /// <param name="from">The upstream's body.</param>
    /// <param name="into">Where it goes.</param>
    /// <returns>How many bytes came; 0 at the end.</returns>
    /// <exception cref="SilenceException">Nothing came for too long.</exception>
    /// <exception cref="OperationCanceledException">The host hung up.</exception>
    public ValueTask<int> ReadAsync(Stream from, Memory<byte> into)
    {
        // What came already is nothing to wait for.
        var reading = from.ReadAsync(into, _end.Token);
        return reading.IsCompletedSuccessfully ? reading : WaitAsync(reading);
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
            throw new SilenceException(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _registration.Dispose();
        _end.Dispose();
    }

    private void SetTimer(TimeSpan due)
    {
        Volatile.Write(ref _isTimerSet, true);
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Each step here and in the other methods writes before it reads, so that of two that meet at least one sees the other.</summary>
    private void Look()
    {
        if (Volatile.Read(ref _since) == 0)
        {
            // Nothing to wait for: the timer rests until there is.
            Interlocked.Exchange(ref _isTimerSet, false);
        }

        var since = Volatile.Read(ref _since);
        if (since == 0)
        {
            return;
        }

        var left = _longest - _time.GetElapsedTime(since);
        if (left > TimeSpan.Zero)
        {
            SetTimer(left > Shortest ? left : Shortest);
            return;
        }

        // From here on it is not lent again: this may come when its request is over.
        Interlocked.Exchange(ref _mayEnd, true);
        if (Volatile.Read(ref _since) != since)
        {
            SetTimer(_longest);
            return;
        }

        try
        {
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The request ended while this was about to end it.
        }
    }
}
