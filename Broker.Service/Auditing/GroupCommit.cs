using System.Buffers;

namespace Broker.Service.Auditing;

/// <summary>
/// Writes lines in the order they come, one writer at a time. The first line to come is written by its own request; lines that come
/// meanwhile wait together and are written with one call, and their answers are released after it.
/// </summary>
/// <param name="write">Writes whole lines; says whether they were written, and does not throw.</param>
internal sealed class GroupCommit(Func<ReadOnlyMemory<byte>, bool> write)
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _own = new(512);
    private EventBatch? _waiting;
    private bool _writing;

    /// <summary>Appends one line; done when it is written, with false where it could not be.</summary>
    /// <param name="line">The line, without a line break.</param>
    public ValueTask<bool> AppendAsync(ReadOnlyMemory<byte> line)
    {
        lock (_gate)
        {
            if (_writing)
            {
                _waiting ??= new EventBatch();
                _waiting.Add(line.Span);
                return new ValueTask<bool>(_waiting.Written);
            }

            _writing = true;
        }

        // Whoever writes has this buffer to itself.
        _own.ResetWrittenCount();
        EventBatch.AddLine(_own, line.Span);
        var written = write(_own.WrittenMemory);
        WriteWaiting();
        return ValueTask.FromResult(written);
    }

    /// <summary>
    /// Writes what came meanwhile, once: that is sooner done than another thread woken. What comes during that is for a worker, since the
    /// request that wrote must not go on to write for all others.
    /// </summary>
    private void WriteWaiting()
    {
        if (TakeWaiting() is not { } batch)
        {
            return;
        }

        Write(batch);
        if (TakeWaiting() is { } next)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static work =>
                {
                    work.Commit.Write(work.Batch);
                    work.Commit.WriteWaiting();
                },
                (Commit: this, Batch: next),
                preferLocal: false);
        }
    }

    private void Write(EventBatch batch) => batch.Complete(write(batch.Lines));

    /// <summary>The lines to write next; without any the turn to write is over.</summary>
    private EventBatch? TakeWaiting()
    {
        lock (_gate)
        {
            var batch = _waiting;
            _waiting = null;
            _writing = batch is not null;
            return batch;
        }
    }
}
