using System.Buffers;

namespace Broker.Service.Auditing;

/// <summary>
/// The single writer of the event file. The first line to come is written by its own request; lines that come meanwhile wait
/// together and are written with one call (group commit), and their answers are released after it.
/// </summary>
internal sealed partial class AuditLog : IAuditLog, IDisposable
{
    // Together about as long as one write.
    private const int MostTurns = 16;
    private const int TurnLength = 32;

    private readonly Lock _gate = new();
    private readonly Lock _fileGate = new();
    private readonly EventFileLock _ownership;
    private readonly EventWriter _events;
    private readonly ILogger<AuditLog> _logger;
    private readonly ArrayBufferWriter<byte> _own = new(512);
    private Batch? _waiting;
    private volatile bool _writing;
    private volatile bool _lastWriteFailed;

    /// <summary>Takes ownership of the file and opens it.</summary>
    /// <param name="path">Full path of the event file.</param>
    /// <param name="logger">Where failures are told.</param>
    /// <param name="maxBytes">How long a file may become before a new one is begun; 0 for any length.</param>
    /// <param name="keep">How many full ones are kept.</param>
    /// <param name="isChained">Whether each line carries a hash over itself and the line before.</param>
    /// <exception cref="EventFileInUseException">Another broker owns the file.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public AuditLog(string path, ILogger<AuditLog> logger, int maxBytes = 0, int keep = 1, bool isChained = false)
    {
        _logger = logger;
        _ownership = EventFileLock.Take(path);
        try
        {
            _events = new EventWriter(path, maxBytes, keep, isChained);
        }
        catch
        {
            _ownership.Dispose();
            throw;
        }

        if (_events.MissingLines > 0)
        {
            Log.LinesMissing(_logger, path, _events.MissingLines);
        }
    }

    /// <inheritdoc/>
    public bool IsWritable()
    {
        if (_lastWriteFailed)
        {
            return false;
        }

        lock (_fileGate)
        {
            return Attempt(_events.EnsureSameFile);
        }
    }

    /// <inheritdoc/>
    public bool IsWritableAgain()
    {
        lock (_fileGate)
        {
            // That it cannot be written was logged when it was found out.
            _lastWriteFailed = _lastWriteFailed && FailureOf(_events.Rehearse) is not null;
        }

        return IsWritable();
    }

    /// <inheritdoc/>
    public ValueTask<bool> AppendAsync(ReadOnlyMemory<byte> line)
    {
        AwaitWriter();
        lock (_gate)
        {
            if (_writing)
            {
                _waiting ??= new Batch();
                _waiting.Add(line.Span);
                return new ValueTask<bool>(_waiting.Written);
            }

            _writing = true;
        }

        // Whoever writes has this buffer to itself.
        _own.ResetWrittenCount();
        AddLine(_own, line.Span);
        var written = Write(_own.WrittenMemory);
        WriteWaiting();
        return ValueTask.FromResult(written);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_fileGate)
        {
            _events.Dispose();
            _ownership.Dispose();
        }
    }

    /// <summary>Another's write takes a few microseconds: less than it costs to be woken by another thread later.</summary>
    private void AwaitWriter()
    {
        for (var turns = 0; _writing && turns < MostTurns; turns++)
        {
            Thread.SpinWait(TurnLength);
        }
    }

    /// <summary>Hands the next batch to a worker: the request that wrote must not go on to write for all others.</summary>
    private void WriteWaiting()
    {
        Batch? batch;
        lock (_gate)
        {
            batch = _waiting;
            _waiting = null;
            _writing = batch is not null;
        }

        if (batch is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static work =>
                {
                    work.Batch.Complete(work.Log.Write(work.Batch.Lines));
                    work.Log.WriteWaiting();
                },
                (Log: this, Batch: batch),
                preferLocal: false);
        }
    }

    private static void AddLine(ArrayBufferWriter<byte> lines, ReadOnlySpan<byte> line)
    {
        lines.Write(line);
        lines.Write("\n"u8);
    }

    private bool Write(ReadOnlyMemory<byte> lines)
    {
        lock (_fileGate)
        {
            var written = Attempt(() => _events.Append(lines.Span));
            _lastWriteFailed = !written;
            return written;
        }
    }

    private bool Attempt(Action write)
    {
        if (FailureOf(write) is not { } failure)
        {
            return true;
        }

        Log.CannotWrite(_logger, failure.GetType().Name, failure.Message);
        return false;
    }

    private static Exception? FailureOf(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception e)
        {
            // Whatever it is (too large a file is an ArgumentException, for one): let through, it would leave all who wait waiting.
            return e;
        }
    }

    /// <summary>Lines that are written together.</summary>
    private sealed class Batch
    {
        private readonly ArrayBufferWriter<byte> _lines = new(256);
        private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ReadOnlyMemory<byte> Lines => _lines.WrittenMemory;

        public Task<bool> Written => _written.Task;

        public void Add(ReadOnlySpan<byte> line) => AddLine(_lines, line);

        public void Complete(bool written) => _written.SetResult(written);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The event log cannot be written ({Kind}: {Reason}). Requests are refused until it can.", EventName = nameof(CannotWrite))]
        public static partial void CannotWrite(ILogger logger, string kind, string reason);

        [LoggerMessage(2, LogLevel.Error, "{Path} ends {Lines} lines before the last that was written to it: somebody cut it off. verify-events says where.", EventName = nameof(LinesMissing))]
        public static partial void LinesMissing(ILogger logger, string path, long lines);
    }
}
