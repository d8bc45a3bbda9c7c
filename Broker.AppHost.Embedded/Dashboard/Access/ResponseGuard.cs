using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Broker.AppHost.Embedded.Dashboard.Access;

/// <summary>The outermost step: headers that keep a browser from doing more than it must, and an answer to whatever goes wrong further in.</summary>
/// <param name="next">The next step.</param>
/// <param name="logger">Hears of what went wrong.</param>
internal sealed partial class ResponseGuard(RequestDelegate next, ILogger<ResponseGuard> logger)
{
    // Blazor and Fluent UI run within this: all scripts are files of ours, and Fluent UI's elements bring constructed style sheets,
    // which no policy minds. connect-src covers the circuit's websocket, base-uri the <base> that Blazor reads addresses by.
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    /// <summary>Sets the headers and catches what is thrown.</summary>
    /// <param name="context">The request.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        SetHeaders(context.Response);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to answer.
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, exception.StatusCode, exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? "request_too_large" : "bad_request");
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            Log.Failed(logger, exception, context.Request.Path);
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, "internal_error");
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string error)
    {
        context.Response.Clear();
        SetHeaders(context.Response);
        return Refusal.WriteAsync(context, status, error);
    }

    private static void SetHeaders(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";

        // Not no-referrer: under that policy browsers send "Origin: null" with a form, also to the page's own server.
        response.Headers["Referrer-Policy"] = "same-origin";
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The dashboard could not answer a request for {Path}.", EventName = "DashboardRequestFailed")]
        public static partial void Failed(ILogger logger, Exception exception, string path);
    }
}
