namespace Broker.Service.Auditing;

/// <summary>
/// Verifies the log and appends lines to it, one turn at a time, in the order they come. A request that comes while the log is idle takes a turn
/// at once. Otherwise all that come before the next turn share it: one verification and one write for all of them.
/// </summary>
/// <param name="write">Writes whole lines, or only verifies the log if there are none; returns true if lines can be relied on, and does not throw.</param>
/// <param name="isBusy">Returns true if work waits for a thread.</param>
internal sealed class GroupCommit(Func<ReadOnlyMemory<byte>, bool> write, Func<bool> isBusy)
{
    private readonly Lock _gate = new();
    private readonly EventLines _own = new();

    // Two at most: those of the turn that waits, and of the one that is taken.
    private readonly Stack<EventLines> _spare = new();
    private EventBatch? _waiting;
    private bool _isTaken;

    /// <summary>Verifies, between this call and its end, that lines can be written.</summary>
    public ValueTask<bool> VerifyAsync() => TakePartAsync(default);

    /// <summary>Appends one line; done when it is written, with false where it could not be.</summary>
    /// <param name="line">The line, without a line break; copied before this returns.</param>
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

        // Whoever has the turn has this buffer to itself.
        _own.Clear();
        _own.Add(line);
        var written = write(_own.Written);

        // Once: that is sooner done than another thread woken, but this request must not go on to write for all others.
        TakeTurn();
        return ValueTask.FromResult(written);
    }

    /// <summary>Verifies and writes for those who wait, and ends the turn; who came meanwhile gets the next one.</summary>
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
