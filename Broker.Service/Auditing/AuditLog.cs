namespace Broker.Service.Auditing;

/// <summary>The single writer of the event file; knows whether it can be written.</summary>
internal sealed partial class AuditLog : IAuditLog, IDisposable
{
    private readonly Lock _fileGate = new();
    private readonly EventWriter _events;
    private readonly GroupCommit _commit;
    private readonly ILogger<AuditLog> _logger;
    private volatile bool _lastWriteFailed;
    private bool _isFailing;
    private long _linesLost;

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
        _events = new EventWriter(path, maxBytes, keep, isChained);
        _commit = new GroupCommit(VerifyOrAppend, static () => ThreadPool.PendingWorkItemCount > 0);
        if (_events.MissingLines > 0)
        {
            Log.LinesMissing(_logger, path, _events.MissingLines);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> IsWritableAsync() => _commit.VerifyAsync();

    /// <inheritdoc/>
    public bool ProbeByWriting()
    {
        lock (_fileGate)
        {
            _lastWriteFailed = _lastWriteFailed && !CanWrite();
        }

        return VerifyOrAppend(default);
    }

    /// <inheritdoc/>
    public ValueTask<bool> AppendAsync(ReadOnlySpan<byte> line) => _commit.AppendAsync(line);

    /// <inheritdoc/>
    public bool Append(ReadOnlySpan<byte> line)
    {
        // Not by way of the group commit, whose turn may be queued to the thread pool: a pool thread that waited for it could wait forever.
        var lines = new EventLines();
        lines.Add(line);
        return VerifyOrAppend(lines.Written);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_fileGate)
        {
            _events.Dispose();
            if (_isFailing)
            {
                Log.NeverWritten(_logger, _linesLost);
                _isFailing = false;
            }
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

                if (!_lastWriteFailed)
                {
                    TellOfSuccess();
                }

                return !_lastWriteFailed;
            }
            catch (Exception e)
            {
                // Whatever it is (too large a file is an ArgumentException, for one): let through, it would leave all who wait waiting.
                _lastWriteFailed = !lines.IsEmpty;
                TellOfFailure(e);
                _linesLost += lines.Span.Count((byte)'\n');
                return false;
            }
        }
    }

    // Once for all requests until it ends: the operator's log must not be filled by whoever sends them.
    private void TellOfFailure(Exception failure)
    {
        if (!_isFailing)
        {
            _isFailing = true;
            Log.CannotWrite(_logger, failure.GetType().Name, failure.Message);
        }
    }

    private void TellOfSuccess()
    {
        if (_isFailing)
        {
            Log.CanWriteAgain(_logger, _linesLost);
            (_isFailing, _linesLost) = (false, 0);
        }
    }

    private bool CanWrite()
    {
        try
        {
            _events.ProbeWrite();
            return true;
        }
        catch (Exception)
        {
            // That it cannot be written was logged when it was found out.
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The event log cannot be written ({Kind}: {Reason}). Requests are refused until it can, and counted.", EventName = nameof(CannotWrite))]
        public static partial void CannotWrite(ILogger logger, string kind, string reason);

        [LoggerMessage(2, LogLevel.Error, "{Path} ends {Lines} lines before the last that was written to it: somebody cut it off. verify-events says where.", EventName = nameof(LinesMissing))]
        public static partial void LinesMissing(ILogger logger, string path, long lines);

        [LoggerMessage(3, LogLevel.Warning, "The event log can be written again. Requests refused or broken off meanwhile, without a line in it: {Lines}.", EventName = nameof(CanWriteAgain))]
        public static partial void CanWriteAgain(ILogger logger, long lines);

        [LoggerMessage(4, LogLevel.Error, "The event log could not be written to the end. Requests refused or broken off, without a line in it: {Lines}.", EventName = nameof(NeverWritten))]
        public static partial void NeverWritten(ILogger logger, long lines);
    }
}
