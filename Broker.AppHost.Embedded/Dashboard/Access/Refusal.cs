using Microsoft.AspNetCore.Http;

namespace Broker.AppHost.Embedded.Dashboard.Access;

/// <summary>Says no, for scripts and people alike.</summary>
internal static class Refusal
{
    /// <summary>Answers with a status and the JSON <c>{"error":"…"}</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="error">What is wrong, in snake_case.</param>
    public static Task WriteAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new { error }, context.RequestAborted);
    }
}
