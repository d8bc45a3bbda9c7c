using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MockProvider.Answers;

namespace MockProvider.Hosting;

/// <summary>One log line for each request that was answered: what was asked and what came of it, never a header or a body.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ProviderKey keys, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<RequestLog>();

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context).ConfigureAwait(false);
        if (!AdminGuard.IsAdmin(context))
        {
            var credential = keys.Judge(context.Request.Headers.Authorization);
            Log.Answered(_logger, context.Request.Method, context.Request.Path, context.Response.StatusCode, credential);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Information, "{Method} {Path} answered {Status}, credential: {Credential}", EventName = nameof(Answered))]
        public static partial void Answered(ILogger logger, string method, string path, int status, string credential);
    }
}
