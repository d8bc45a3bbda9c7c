using System.Diagnostics;
using Broker.Service.Auditing;
using Broker.Service.Errors;
using Broker.Service.Policy;

namespace Broker.Service.Requests;

/// <summary>Answers requests in five steps. The event is written before the host gets the end of its answer.</summary>
internal sealed partial class RequestHandler(
    PolicySource policies,
    IRequestChecks checks,
    IForwarder forwarder,
    IAuditLog log,
    IRequestTelemetry telemetry,
    RequestsInFlight inFlight,
    RequestLog requestLog,
    TimeProvider time,
    ILogger<RequestHandler> logger)
{
    /// <summary>Answers a request.</summary>
    /// <param name="probes">Answers the probes of orchestrators.</param>
    public async Task HandleAsync(HttpContext context, RequestDelegate probes)
    {
        if (DoomedConnection.IsMarked(context.Features))
        {
            context.Abort();
            return;
        }

        using var scope = inFlight.Enter();
        using var span = telemetry.Begin(context);

        // 1. The record: from here on an event must be written.
        var record = RequestRecord.Begin(context, policies.Current, time);

        // 2. The verdict: what may be done.
        var verdict = await CheckAsync(record);
        using var body = (verdict as Verdict.Admitted)?.Body;

        // 3. The outcome: the request is served, except for the end of the answer. A refusal has the shape that its host can show.
        using var outcome = RefusalShape.Apply(record, verdict, await AnswerAsync(record, verdict, probes));

        // 4. The event: written before the host has its whole answer.
        var isWritten = verdict is Verdict.Probe || await WriteEventAsync(record, verdict, outcome, span);

        // 5. The end: the last bytes, or the broker's own answer.
        await ReleaseAsync(record, verdict, outcome, isWritten);
    }

    private async ValueTask<Verdict> CheckAsync(RequestRecord record)
    {
        try
        {
            return DoomedConnection.IsHungUp(record.Context.Features)
                ? new Verdict.Interrupted(Outcome.Aborted(BrokerError.ClientDisconnected))
                : !TransferCoding.IsPlain(record.Headers) ? new Verdict.Interrupted(Outcome.Malformed(StatusCodes.Status400BadRequest))
                : await checks.RunAsync(record);
        }
        catch (Exception e)
        {
            return new Verdict.Interrupted(Outcome.FromException(record.Context, e));
        }
    }

    private async Task<Outcome> AnswerAsync(RequestRecord record, Verdict verdict, RequestDelegate probes)
    {
        switch (verdict)
        {
            case Verdict.Refused refused:
                return Outcome.Refused(refused.Error, refused.Answer);
            case Verdict.Answered answered:
                return Outcome.Answered(answered.Answer);
            case Verdict.Probe { Answer: { } answer }:
                return Outcome.Answered(answer);
            case Verdict.Interrupted { Outcome: var outcome }:
                return Concluded(record, outcome);
        }

        try
        {
            if (verdict is Verdict.Admitted admitted)
            {
                return Concluded(record, await forwarder.ForwardAsync(record, admitted));
            }

            await probes(record.Context);
            return new Outcome();
        }
        catch (Exception e)
        {
            return Concluded(record, Outcome.FromException(record.Context, e));
        }
    }

    private async ValueTask<bool> WriteEventAsync(RequestRecord record, Verdict verdict, Outcome outcome, Activity? span)
    {
        var auditEvent = RequestEvent.Create(record, verdict, outcome, time);
        var isWritten = await log.AppendAsync(auditEvent.ToLine().Span);
        telemetry.Complete(span, record, verdict, outcome, auditEvent.Status, isWritten);
        if (isWritten)
        {
            // Otherwise the host gets another answer, and the event log tells how many of them there were.
            requestLog.Answered(auditEvent);
        }

        return isWritten;
    }

    private async Task ReleaseAsync(RequestRecord record, Verdict verdict, Outcome outcome, bool isWritten)
    {
        var context = record.Context;
        if (outcome.MustAbort || (!isWritten && context.Response.HasStarted))
        {
            DoomedConnection.Mark(context.Features);
            context.Abort();
            return;
        }

        try
        {
            var last = isWritten ? outcome : RefusalShape.Apply(record, verdict, Outcome.Refused(BrokerError.AuditUnavailable));
            await last.ReleaseAsync(context);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The host hung up during its answer.
        }

        if (RequestDrain.IsDue(context, verdict) && !await RequestDrain.DrainAsync(context, time))
        {
            DoomedConnection.Mark(context.Features);
        }
    }

    /// <summary>Logs a fault of the broker's own, and says so if the broker broke the request off.</summary>
    private Outcome Concluded(RequestRecord record, Outcome outcome)
    {
        if (outcome.Fault is { } fault)
        {
            Log.Failed(logger, record.Path, fault.GetType().Name, fault.StackTrace);
        }

        return inFlight.AreBrokenOff && outcome.Error == BrokerError.ClientDisconnected ? outcome with { Error = BrokerError.BrokerStopping } : outcome;
    }

    private static partial class Log
    {
        // The exception's message could quote what was sent; type and stack trace suffice.
        [LoggerMessage(11, LogLevel.Error, "Fault while answering {Path}: {Kind}\n{Trace}", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, string path, string kind, string? trace);
    }
}
