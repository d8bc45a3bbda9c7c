namespace Broker.Service.Auditing;

/// <summary>
/// Tells the operator's log of each request, in a line, while a person could read along. Beyond that it counts: the event log has them
/// all, and a log that grows with every request is something to attack.
/// </summary>
internal sealed partial class RequestLog(ILogger<RequestLog> logger)
{
    /// <summary>Most lines in one second.</summary>
    public const int MostInASecond = 100;

    private readonly Lock _gate = new();
    private long _second;
    private long _told;

    /// <summary>A request was answered.</summary>
    /// <param name="answered">Its event.</param>
    public void Answered(AuditEvent answered)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var (isTold, untold) = Count(answered.Time.ToUnixTimeSeconds());
        if (untold > 0)
        {
            Log.MoreAnswered(logger, untold);
        }

        if (isTold)
        {
            Log.Answered(logger, answered.Method ?? "", answered.Path, answered.Status, answered.Outcome, answered.DurationMilliseconds ?? 0);
        }
    }

    /// <summary>Counts a request.</summary>
    /// <returns>Whether it gets a line, and how many of an earlier second got none.</returns>
    private (bool IsTold, long Untold) Count(long second)
    {
        lock (_gate)
        {
            long untold = 0;
            if (second != _second)
            {
                untold = Math.Max(0, _told - MostInASecond);
                (_second, _told) = (second, 0);
            }

            return (_told++ < MostInASecond, untold);
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
