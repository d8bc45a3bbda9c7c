using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MockProvider.Answers;
using MockProvider.Errors;
using MockProvider.Text;

namespace MockProvider.Hosting;

/// <summary>Outermost step: whatever goes wrong inside, WireMock's included, leaves in OpenAI's shape and without a stack trace.</summary>
internal sealed partial class LastResort(RequestDelegate next, ILoggerFactory loggers)
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
            await AnswerAsync(context, OpenAiErrors.BadRequest(exception.StatusCode)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, exception);
            await AnswerAsync(context, OpenAiErrors.Server()).ConfigureAwait(false);
        }
    }

    private static async Task AnswerAsync(HttpContext context, ApiError error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        var answer = Answer.Of(error, [new("x-request-id", Fingerprint.Of(context.Request.Method, context.Request.Path, []).RequestId)]);
        await answer.WriteWholeAsync(context).ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The mock provider failed to answer.", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
