using Broker.Service.Auditing;
using Broker.Service.Errors;

namespace Broker.Service.Requests;

internal static class RequestEvent
{
    /// <summary>Creates the event of a finished request.</summary>
    public static AuditEvent Create(RequestRecord record, Verdict verdict, Outcome outcome, TimeProvider time)
    {
        var admitted = verdict as Verdict.Admitted;
        var refused = verdict as Verdict.Refused;
        return new AuditEvent
        {
            Time = time.GetUtcNow(),
            Method = PrintableMethod.From(record.Method),
            Path = record.Path,
            IsHealth = verdict is Verdict.Answered or Verdict.Refused { IsHealth: true },
            Status = Status(outcome, record.Context.Response),
            Mode = outcome.Mode,
            Error = outcome.Error,
            TraceId = record.TraceId,
            DurationMilliseconds = time.GetElapsedTime(record.StartTimestamp).TotalMilliseconds,
            BytesIn = admitted?.Body.Length ?? refused?.BytesIn ?? refused?.BytesAnnounced,
            BytesOut = outcome.BytesOut,
            Model = admitted?.Model,
            Caller = verdict.KnownCaller?.Name,
            Upstream = verdict.KnownUpstream?.Name,
            InputTokens = outcome.Facts.InputTokens,
            OutputTokens = outcome.Facts.OutputTokens,
            TimeToFirstByteMilliseconds = outcome.TimeToFirstByte?.TotalMilliseconds,
            Masked = outcome.Masked,
        };
    }

    private static int Status(Outcome outcome, HttpResponse response) => outcome switch
    {
        { Answer: { } answer } => answer.Status,
        { Error: BrokerError.ClientDisconnected or BrokerError.BrokerStopping } when !response.HasStarted => outcome.Error.Value.Status(),
        _ => response.StatusCode,
    };
}
