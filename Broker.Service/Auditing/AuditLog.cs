namespace Broker.Service.Auditing;

/// <summary>The single writer of the event file. Knows whether the file can be written.</summary>
internal sealed partial class AuditLog : IAuditLog, IDisposable
{
    private readonly Lock _fileGate = new();
    private readonly EventFileLock _ownership;
    private readonly EventWriter _events;
    private readonly GroupCommit _commit;
    private readonly ILogger<AuditLog> _logger;
    private volatile bool _lastWriteFailed;

    /// <summary>Locks the file and opens it.</summary>
    /// <param name="maxBytes">Size limit of a file, in bytes, before the next one is started; 0 for none.</param>
    /// <param name="keep">How many full files are kept.</param>
    /// <param name="isChained">True if each line carries a hash over itself and the line before.</param>
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

        _commit = new GroupCommit(VerifyOrAppend, static () => ThreadPool.PendingWorkItemCount > 0);
        if (_events.MissingLines > 0)
        {
            Log.LinesMissing(_logger, path, _events.MissingLines);
        }
    }

    public ValueTask<bool> IsWritableAsync() => _commit.VerifyAsync();

    public bool ProbeByWriting()
    {
        lock (_fileGate)
        {
            _lastWriteFailed = _lastWriteFailed && !CanWrite();
        }

        return VerifyOrAppend(default);
    }

    public ValueTask<bool> AppendAsync(ReadOnlySpan<byte> line) => _commit.AppendAsync(line);

    public bool Append(ReadOnlySpan<byte> line)
    {
        // Not through the group commit: its turn may be queued to the thread pool, and a pool thread that waited for it could wait forever.
        var lines = new EventLines();
        lines.Add(line);
        return VerifyOrAppend(lines.Written);
    }

    public void Dispose()
    {
        lock (_fileGate)
        {
            _events.Dispose();
            _ownership.Dispose();
        }
    }

    private bool VerifyOrAppend(ReadOnlyMemory<byte> lines)
    {
        lock (_fileGate)
        {
            try
            {
                if (!lines.IsEmpty)
                {
                    _events.Append(lines.Span);
                    _lastWriteFailed = false;
                }
                else if (!_lastWriteFailed)
                {
                    _events.EnsureSameFile();
                }

                return !_lastWriteFailed;
            }
            catch (Exception e)
            {
                // Any exception (ArgumentException if the file is too large, for one): unhandled, it would leave all waiters waiting.
                _lastWriteFailed = !lines.IsEmpty;
                LogFailure(e);
                return false;
            }
        }
    }

    private void LogFailure(Exception failure) => Log.CannotWrite(_logger, failure.GetType().Name, failure.Message);

    private bool CanWrite()
    {
        try
        {
            _events.ProbeWrite();
            return true;
        }
        catch (Exception)
        {
            // The failure was logged by the write that found it.
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The event log cannot be written ({Kind}: {Reason}). Requests are refused until it can.", EventName = nameof(CannotWrite))]
        public static partial void CannotWrite(ILogger logger, string kind, string reason);

        [LoggerMessage(2, LogLevel.Error, "{Path} ends {Lines} lines before the last that was written to it: somebody cut it off. verify-events says where.", EventName = nameof(LinesMissing))]
        public static partial void LinesMissing(ILogger logger, string path, long lines);
    }
}
