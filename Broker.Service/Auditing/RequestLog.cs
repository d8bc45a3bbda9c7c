namespace Broker.Service.Auditing;

/// <summary>
/// Logs one line per request for the operator, up to a limit per second; requests beyond it are counted only. The event log has all of
/// them, and a log that grows with every request would be a target of attack.
/// </summary>
internal sealed partial class RequestLog(ILogger<RequestLog> logger)
{
    /// <summary>Limit of lines per second.</summary>
    public const int MaxPerSecond = 100;

    private readonly Lock _gate = new();
    private long _second;
    private long _logged;

    /// <summary>Logs an answered request.</summary>
    public void Answered(AuditEvent answered)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var (isLogged, skipped) = Count(answered.Time.ToUnixTimeSeconds());
        if (skipped > 0)
        {
            Log.MoreAnswered(logger, skipped);
        }

        if (isLogged)
        {
            Log.Answered(logger, answered.Method ?? "", answered.Path, answered.Status, answered.Outcome, answered.DurationMilliseconds ?? 0);
        }
    }

    /// <summary>Counts a request of a second.</summary>
    /// <returns>True if the request gets a line, and the number of requests of an earlier second that got none.</returns>
    private (bool IsLogged, long Skipped) Count(long second)
    {
        lock (_gate)
        {
            long skipped = 0;
            if (second != _second)
            {
                skipped = Math.Max(0, _logged - MaxPerSecond);
                (_second, _logged) = (second, 0);
            }

            return (_logged++ < MaxPerSecond, skipped);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Information, "{Method} {Path} answered {Status} {Outcome} in {DurationMilliseconds:F1} ms", EventName = nameof(Answered))]
        public static partial void Answered(ILogger logger, string method, string path, int status, string outcome, double durationMilliseconds);

        [LoggerMessage(12, LogLevel.Information, "{Count} more requests within one second got no line here; the event log has each of them", EventName = nameof(MoreAnswered))]
        public static partial void MoreAnswered(ILogger logger, long count);
    }
}
