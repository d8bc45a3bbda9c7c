using Broker.AppHost.Embedded.Dashboard.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>Asks callers of the API for the token; a signed-in browser may read without.</summary>
internal static class ApiGate
{
    private const string Bearer = "Bearer ";

    /// <summary>Answers 401 to everything under <c>/api</c> that may not be there.</summary>
    /// <param name="application">What is behind the gate.</param>
    /// <param name="token">What scripts present, in <c>X-API-Key</c> or as <c>Authorization: Bearer</c>.</param>
    /// <param name="sessions">The sessions.</param>
    /// <param name="cookies">Where a browser keeps its session.</param>
    public static void UseApiGate(this IApplicationBuilder application, TokenCheck token, SessionStore sessions, DashboardCookies cookies) =>
        application.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/api"))
            {
                return next(context);
            }

            // Only reads go by the cookie: it comes along with whatever the browser is made to send.
            var request = context.Request;
            return HasToken(request, token) || (HttpMethods.IsGet(request.Method) && sessions.IsOpen(cookies.ReadSession(request)))
                ? next(context)
                : Refusal.WriteAsync(context, StatusCodes.Status401Unauthorized, "token_required");
        });

    // One header, or both with the same right value.
    private static bool HasToken(HttpRequest request, TokenCheck token)
    {
        var (key, authorization) = (request.Headers["X-API-Key"], request.Headers.Authorization);
        return (key.Count > 0 || authorization.Count > 0)
            && (key.Count == 0 || token.Matches(key))
            && (authorization.Count == 0 || (authorization is [{ } only] && only.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && token.Matches(only[Bearer.Length..])));
    }
}
