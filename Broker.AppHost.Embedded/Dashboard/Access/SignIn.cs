using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Broker.AppHost.Embedded.Dashboard.Access;

/// <summary>Trades the token for a session: by the link that was printed, or by the form of the sign-in page.</summary>
internal static class SignIn
{
    /// <summary>Where the token is presented.</summary>
    public const string Path = "/login";

    /// <summary>The page that asks for it.</summary>
    public const string PagePath = "/sign-in";

    private const int MaxFormBytes = 8 * 1024;

    /// <summary>Maps both ways in.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="token">What must be presented.</param>
    /// <param name="sessions">Begins sessions.</param>
    /// <param name="cookies">Hands them out.</param>
    public static void MapSignIn(this IEndpointRouteBuilder routes, TokenCheck token, SessionStore sessions, DashboardCookies cookies)
    {
        routes.MapGet(Path, (HttpContext context) => Enter(context, context.Request.Query["t"]));
        routes.MapPost(Path, async (HttpContext context) =>
        {
            if (!context.Request.HasFormContentType)
            {
                await Refusal.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "form_expected");
                return;
            }

            var form = await context.Request.ReadFormAsync(new() { BufferBodyLengthLimit = MaxFormBytes, ValueLengthLimit = MaxFormBytes }, context.RequestAborted);
            Enter(context, form["t"].ToString().Trim());
        }).DisableAntiforgery();

        void Enter(HttpContext context, StringValues presented)
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.CacheControl = "no-store";
            if (token.Matches(presented))
            {
                cookies.WriteSession(context.Response, sessions.Open());
                context.Response.Headers.Location = "/";
            }
            else
            {
                context.Response.Headers.Location = presented is [] ? PagePath : PagePath + "?wrong=true";
            }
        }
    }
}
