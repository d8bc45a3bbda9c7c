using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Broker.AppHost.Embedded.Dashboard.Access;

/// <summary>Lets nobody past without a session, except to sign in. The JSON API has a gate of its own.</summary>
/// <param name="next">The next step.</param>
/// <param name="sessions">The sessions.</param>
/// <param name="cookies">Where a browser keeps its session.</param>
internal sealed class SessionGate(RequestDelegate next, SessionStore sessions, DashboardCookies cookies)
{
    /// <summary>Passes on, or sends to the sign-in page.</summary>
    /// <param name="context">The request.</param>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (IsOpenToAll(request.Path) || sessions.IsOpen(cookies.ReadSession(request)))
        {
            return next(context);
        }

        if (!HttpMethods.IsGet(request.Method) || context.Request.Path.StartsWithSegments("/_blazor"))
        {
            return Refusal.WriteAsync(context, StatusCodes.Status401Unauthorized, "session_required");
        }

        return request.Headers["Sec-Fetch-Site"] is ["cross-site" or "same-site"] ? ArriveAsync(context) : SignInAsync(context);
    }

    private static bool IsOpenToAll(PathString path) =>
        path == SignIn.Path || path == SignIn.PagePath || path.StartsWithSegments("/assets") || path.StartsWithSegments("/api");

    private static Task SignInAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = SignIn.PagePath;
        return Task.CompletedTask;
    }

    // A browser that comes from another site leaves its strict cookie at home, also on the redirect after signing in. Asked for
    // once more from here, the page is asked for with the cookie.
    private static Task ArriveAsync(HttpContext context)
    {
        var target = HtmlEncoder.Default.Encode(context.Request.PathBase.Add(context.Request.Path).ToUriComponent() + context.Request.QueryString.ToUriComponent());
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(
            $"""<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={target}"><title>Dashboard</title><p><a href="{target}">Continue to the dashboard</a></p></html>""",
            context.RequestAborted);
    }
}
