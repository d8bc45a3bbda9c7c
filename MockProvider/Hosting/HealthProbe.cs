using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace MockProvider.Hosting;

/// <summary>Answers the orchestrator's probes ahead of everything else, so that they are neither journaled nor refused.</summary>
internal sealed class HealthProbe(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path != ServiceDefaultsExtensions.ReadyPath && context.Request.Path != ServiceDefaultsExtensions.AlivePath)
        {
            return next(context);
        }

        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync("Healthy", context.RequestAborted);
    }
}
