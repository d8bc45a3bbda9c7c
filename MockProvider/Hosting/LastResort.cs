using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MockProvider.Answers;
using MockProvider.Journal;

namespace MockProvider.Hosting;

/// <summary>Outermost step: whatever goes wrong inside leaves in the provider's shape and without a stack trace.</summary>
internal sealed partial class LastResort(RequestDelegate next, Dialects dialects, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<LastResort>();

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException || context.RequestAborted.IsCancellationRequested)
        {
            // The caller has hung up, or the server stops while a mapping waits: there is nothing left to answer.
            context.Abort();
        }
        catch (BadHttpRequestException exception)
        {
            await AnswerAsync(context, Errors.Unreadable(exception.StatusCode)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, exception);
            await AnswerAsync(context, Errors.Server()).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(HttpContext context, ApiError error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        var fingerprint = Fingerprint.Of(context.Request.Method, context.Request.Path, []);
        var dialect = context.Features.Get<ReceivedRequest>() is { } request ? dialects.Of(request) : dialects.First;
        await dialect.Refuse(error, dialect.Headers(fingerprint, metering: null)).WriteWholeAsync(context).ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The mock provider failed to answer.", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
