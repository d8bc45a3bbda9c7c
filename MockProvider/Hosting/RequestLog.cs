using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MockProvider.Hosting;

/// <summary>One log line for each request that was answered: what was asked and what came of it, never a header or a body.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<RequestLog>();

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context).ConfigureAwait(false);
        Log.Answered(_logger, context.Request.Method, context.Request.Path, context.Response.StatusCode);
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Information, "{Method} {Path} answered {Status}", EventName = nameof(Answered))]
        public static partial void Answered(ILogger logger, string method, string path, int status);
    }
}
