namespace Broker.Service.Auditing;

/// <summary>
/// Verifies the log and appends lines to it, one turn at a time, in order of arrival. A request that finds the log idle takes a turn at
/// once. All others share the next turn: one verification and one write for all of them.
/// </summary>
/// <param name="write">Writes whole lines, or only verifies the log if there are none. Returns true on success; must not throw.</param>
/// <param name="isBusy">Returns true if work is queued to the thread pool.</param>
internal sealed class GroupCommit(Func<ReadOnlyMemory<byte>, bool> write, Func<bool> isBusy)
{
    private readonly Lock _gate = new();
    private readonly EventLines _own = new();

    // At most two: one of the waiting batch, one of the batch being written.
    private readonly Stack<EventLines> _spare = new();
    private EventBatch? _waiting;
    private bool _isTaken;

    /// <summary>Verifies, after this call, that lines can be written.</summary>
    public ValueTask<bool> VerifyAsync() => TakePartAsync(default);

    /// <summary>Appends one line; completes with true once it was written.</summary>
    /// <param name="line">The line, without a line break; copied before the method returns.</param>
    public ValueTask<bool> AppendAsync(ReadOnlySpan<byte> line) => TakePartAsync(line);

    private ValueTask<bool> TakePartAsync(ReadOnlySpan<byte> line)
    {
        var isBusyNow = isBusy();
        lock (_gate)
        {
            if (_isTaken || isBusyNow)
            {
                _waiting ??= new EventBatch(_spare.TryPop(out var spare) ? spare : new EventLines());
                _waiting.Lines.Add(line);
                QueueTurn();
                return new ValueTask<bool>(_waiting.Written);
            }

            _isTaken = true;
        }

        // Only the holder of the turn uses this buffer.
        _own.Clear();
        _own.Add(line);
        var written = write(_own.Written);

        // One further turn here is cheaper than waking another thread. More would make this request write for all others.
        TakeTurn();
        return ValueTask.FromResult(written);
    }

    /// <summary>Verifies and writes for the waiting batch, and ends the turn. Later arrivals share the next turn.</summary>
    private void TakeTurn()
    {
        EventBatch? batch;
        lock (_gate)
        {
            (batch, _waiting) = (_waiting, null);
        }

        batch?.Complete(write(batch.Lines.Written));
        batch?.Lines.Clear();
        lock (_gate)
        {
            if (batch is not null)
            {
                _spare.Push(batch.Lines);
            }

            _isTaken = false;
            if (_waiting is not null)
            {
                QueueTurn();
            }
        }
    }

    private void QueueTurn()
    {
        if (!_isTaken)
        {
            _isTaken = true;
            ThreadPool.UnsafeQueueUserWorkItem(static commit => commit.TakeTurn(), this, preferLocal: false);
        }
    }
}
