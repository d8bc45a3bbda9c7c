using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Broker.AppHost.Embedded.Dashboard.Access;

/// <summary>
/// Runs before anything else and refuses what a web page elsewhere can make a browser send: a name of this machine that is not
/// one (DNS rebinding), a foreign origin, a fetch from another site. Never answers with an <c>Access-Control-*</c> header.
/// </summary>
/// <param name="next">The next step.</param>
internal sealed class LocalRequestGuard(RequestDelegate next)
{
    private static readonly string[] LocalNames = ["127.0.0.1", "localhost", "[::1]"];

    /// <summary>Refuses with 403, or passes on.</summary>
    /// <param name="context">The request.</param>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!NamesThisMachine(request))
        {
            return Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, "host_not_allowed");
        }

        return IsOwnOrigin(request) && (IsOwnSite(request) || IsNavigationToPage(request))
            ? next(context)
            : Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, "origin_not_allowed");
    }

    private static bool NamesThisMachine(HttpRequest request) =>
        request.Headers.Host is [{ Length: > 0 }] && LocalNames.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase);

    private static bool IsOwnOrigin(HttpRequest request) =>
        request.Headers.Origin is var origin && (origin.Count == 0 || (origin is [{ } only] && only == "http://" + request.Headers.Host));

    private static bool IsOwnSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is [] or ["none" or "same-origin"];

    // Somebody follows a link to the dashboard from a terminal or a mail: the whole tab moves here, so the page that had the link
    // sees nothing of the answer, and pages do nothing but show. Frames, fetches and forms are not this.
    private static bool IsNavigationToPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && Is(request.Headers["Sec-Fetch-Mode"], "navigate")
        && Is(request.Headers["Sec-Fetch-Dest"], "document")
        && !request.Path.StartsWithSegments("/api");

    private static bool Is(StringValues values, string expected) => values is [{ } only] && only == expected;
}
