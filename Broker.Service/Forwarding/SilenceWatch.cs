namespace Broker.Service.Forwarding;

/// <summary>
/// Bounds how long an upstream may be silent: before its answer, and inside it. Only waiting for the upstream counts, not a slow
/// host. One for each request.
/// </summary>
internal sealed class SilenceWatch : IDisposable
{
    // The system's timer counts whole milliseconds and may be early by a part of one.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly TimeSpan _longest;
    private readonly TimeProvider _time;
    private readonly CancellationToken _hostGone;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenRegistration _registration;
    private readonly ITimer _timer;

    // When the upstream's turn began; 0 while it is not its turn.
    private long _since;

    /// <summary>Prepares to watch one request.</summary>
    /// <param name="longest">Longest silence.</param>
    /// <param name="time">What measures it.</param>
    /// <param name="hostGone">Cancelled when the host hangs up.</param>
    public SilenceWatch(TimeSpan longest, TimeProvider time, CancellationToken hostGone)
    {
        (_longest, _time, _hostGone) = (longest, time, hostGone);
        _registration = hostGone.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
        // Set once and looked at when it is due: setting it for each chunk of a stream would cost more than the chunk.
        _timer = time.CreateTimer(static watch => ((SilenceWatch)watch!).Look(), this, longest, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the host hung up: then whatever was waited for does not matter any more.</summary>
    public bool IsHostGone => _hostGone.IsCancellationRequested;

    /// <summary>Whether the upstream was silent for too long.</summary>
    public bool IsTooLong => _end.IsCancellationRequested && !IsHostGone;

    /// <summary>The upstream's turn begins.</summary>
    /// <returns>Cancelled when it is silent for too long or the host hangs up.</returns>
    public CancellationToken Begin()
    {
        Volatile.Write(ref _since, _time.GetTimestamp());
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
        _timer.Dispose();
        _registration.Dispose();
        _end.Dispose();
    }

    private void Look()
    {
        var since = Volatile.Read(ref _since);
        var left = since == 0 ? _longest : _longest - _time.GetElapsedTime(since);
        if (left > TimeSpan.Zero)
        {
            _timer.Change(left > Shortest ? left : Shortest, Timeout.InfiniteTimeSpan);
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
