using System.Diagnostics;
using Broker.Service.Errors;
using Broker.Service.Telemetry;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Auditing;

/// <summary>
/// The outermost step: whatever happens inside, one event is written, and only then does the host get the end of its answer.
/// </summary>
internal sealed partial class AuditMiddleware(
    RequestDelegate next,
    IAuditLog log,
    RequestsInFlight inFlight,
    BrokerMetrics metrics,
    RequestLog requestLog,
    TimeProvider time,
    ILogger<AuditMiddleware> logger)
{
    /// <summary>Runs the inner steps, writes the event, releases the answer.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (AbandonedConnection.IsLeft(context.Features))
        {
            context.Abort();
            return;
        }

        using var counted = inFlight.Enter();
        var request = context.Features.Get<IHttpRequestFeature>()!;
        using var activity = ServerSpan.Begin(request);
        using var exchange = new Exchange(request.Method, request.RawTarget, time.GetTimestamp(), TraceContext.TraceId(request.Headers));
        context.Features.Set(exchange);
        if (AbandonedConnection.IsHungUp(context.Features))
        {
            exchange.Abort(BrokerError.ClientDisconnected);
        }
        else
        {
            await RunAsync(context, exchange);
        }

        if (!exchange.IsProbe)
        {
            await FinishAsync(context, exchange, activity);
        }

        if (!exchange.MustAbort && UnreadBody.MayFollow(context, exchange) && !await UnreadBody.PassOverAsync(context, time))
        {
            AbandonedConnection.Leave(context.Features);
        }
    }

    private async Task RunAsync(HttpContext context, Exchange exchange)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e)
        {
            exchange.RefuseAsServer(e.StatusCode);
        }
        catch (Exception e) when (IsHostGone(context, e))
        {
            exchange.Abort(BrokerError.ClientDisconnected);
        }
        catch (Exception e)
        {
            Log.Failed(logger, exchange.Path, e.GetType().Name, e.StackTrace);
            if (context.Response.HasStarted)
            {
                exchange.Abort(BrokerError.InternalError);
            }
            else
            {
                exchange.Refuse(BrokerError.InternalError);
            }
        }
    }

    private async Task FinishAsync(HttpContext context, Exchange exchange, Activity? activity)
    {
        var auditEvent = ExchangeEvent.Of(exchange, context.Response, time);
        var written = await log.AppendAsync(auditEvent.ToLine().Span);
        metrics.EventAppended(written);
        metrics.RequestAnswered(written ? exchange.Error : BrokerError.AuditUnavailable, exchange.Mode);
        metrics.AnswerScrubbed(exchange.Masked);
        ServerSpan.Describe(activity, context, exchange, written || context.Response.HasStarted ? auditEvent.Status : BrokerError.AuditUnavailable.Status());
        requestLog.Answered(auditEvent);

        if (exchange.MustAbort || (!written && context.Response.HasStarted))
        {
            AbandonedConnection.Leave(context.Features);
            context.Abort();
            return;
        }

        try
        {
            await ReleaseAsync(context, exchange, written);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The host hung up while its answer was on the way; there is nobody left to tell.
        }
    }

    private static Task ReleaseAsync(HttpContext context, Exchange exchange, bool written)
    {
        if ((written ? exchange.Answer : BrokerAnswer.For(BrokerError.AuditUnavailable)) is { } answer)
        {
            return answer.SendAsync(context);
        }

        return exchange.HeldBytes.IsEmpty
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(exchange.HeldBytes, context.RequestAborted).AsTask();
    }

    // While a body is read, the connection's reset can be seen before the request counts as aborted.
    private static bool IsHostGone(HttpContext context, Exception e) =>
        e is ConnectionResetException or ConnectionAbortedException
        || (e is OperationCanceledException or IOException or HttpRequestException && context.RequestAborted.IsCancellationRequested);

    private static partial class Log
    {
        // The exception's message could quote what was being sent; its type and place say enough.
        [LoggerMessage(11, LogLevel.Error, "Fault while answering {Path}: {Kind}\n{Trace}", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, string path, string kind, string? trace);
    }
}
