using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using MockProvider.Answers;
using MockProvider.Journal;

namespace MockProvider.Hosting;

/// <summary>
/// Tells a learner what arrived, on the server's span and in one log line for each answer: which kind of credential, never the credential.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, ProviderKey keys, Dialects dialects, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<RequestLog>();

    public async Task InvokeAsync(HttpContext context)
    {
        var received = context.Features.GetRequiredFeature<ReceivedRequest>();
        var credential = keys.Judge(received, dialects.Of(received));
        context.Features.Get<IHttpActivityFeature>()?.Activity
            .SetTag("mock.credential", credential)
            .SetTag("mock.authorization_headers", context.Request.Headers.Authorization.Count);
        await next(context).ConfigureAwait(false);
        if (!AdminGuard.IsAdmin(context))
        {
            Log.Answered(_logger, context.Request.Method, context.Request.Path, context.Response.StatusCode, credential);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            2, LogLevel.Information, "{Method} {Path} answered {Status}, credential: {Credential}", EventName = nameof(Answered))]
        public static partial void Answered(ILogger logger, string method, string path, int status, string credential);
    }
}
