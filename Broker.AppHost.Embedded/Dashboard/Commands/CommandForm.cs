using Broker.AppHost.Embedded.Dashboard.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Broker.AppHost.Embedded.Dashboard.Commands;

/// <summary>What the command buttons of the pages post to.</summary>
internal static class CommandForm
{
    /// <summary>Where the buttons of a resource post to.</summary>
    /// <param name="resource">Name of the resource.</param>
    /// <param name="command">Name of the command.</param>
    public static string Action(string resource, string command) => $"/resources/{Uri.EscapeDataString(resource)}/commands/{Uri.EscapeDataString(command)}";

    /// <summary>Maps it. The browser is sent back to the page, which shows the outcome: to reload it does not run the command again.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="runner">Runs the commands.</param>
    public static void MapCommandForm(this IEndpointRouteBuilder routes, CommandRunner runner) =>
        routes.MapPost("/resources/{resource}/commands/{command}", async (string resource, string command, HttpContext context, IAntiforgery antiforgery) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                await Refusal.WriteAsync(context, StatusCodes.Status400BadRequest, "form_token_invalid");
            }
            else if (await runner.RunAsync(resource, command, context.RequestAborted) is null)
            {
                await Refusal.WriteAsync(context, StatusCodes.Status404NotFound, "command_not_found");
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status303SeeOther;
                context.Response.Headers.Location = "/#" + Pages.ElementId.Of("resource", resource);
            }
        });
}
