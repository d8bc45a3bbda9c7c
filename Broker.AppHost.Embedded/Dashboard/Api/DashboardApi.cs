using Broker.AppHost.Embedded.Dashboard.Access;
using Broker.AppHost.Embedded.Dashboard.Commands;
using Broker.AppHost.Embedded.Dashboard.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>The JSON API, for scripts and tests. <c>docs/dashboard-api.md</c> describes it.</summary>
internal static class DashboardApi
{
    private const int DefaultCount = 200;

    /// <summary>Maps everything under <c>/api</c>.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="store">The telemetry.</param>
    /// <param name="resources">The resources.</param>
    /// <param name="runner">Runs their commands.</param>
    public static void MapDashboardApi(this IEndpointRouteBuilder routes, TelemetryStore store, IResourceSource resources, CommandRunner runner)
    {
        var api = routes.MapGroup("/api").DisableAntiforgery();
        api.MapGet("/resources", context => WriteAsync(context, new { Resources = resources.Resources.Select(view => ApiResource.Of(view, runner.LastOf(view.Name))) }));
        api.MapPost("/resources/{resource}/commands/{command}", async (string resource, string command, HttpContext context) =>
            await (await runner.RunAsync(resource, command, context.RequestAborted) is { } run
                ? WriteAsync(context, new { run.Outcome.Success, run.Outcome.Message, run.TraceId })
                : NotFoundAsync(context)));
        MapLifecycle(api, resources);
        api.MapGet("/console/{resource}", (string resource, HttpContext context) => ConsoleAsync(context, resources, resource));
        api.MapGet("/traces", context => Counted(context, count =>
            new { TraceCount = store.TraceCount, Capacity = ApiCapacity.Of(store), Traces = store.LatestTraces(count).Select(ApiTrace.Of) }));
        api.MapGet("/traces/{traceId}", (string traceId, HttpContext context) => TraceAsync(context, store, traceId));
        api.MapGet("/logs", context => Counted(context, count => new { Capacity = ApiCapacity.Of(store), Logs = LogsOf(context, store, count).Select(ApiLog.Of) }));
        api.MapGet("/metrics", context => WriteAsync(context, new { Capacity = ApiCapacity.Of(store), Metrics = store.LatestPoints().Select(ApiMetric.Of) }));
        api.Map("/{**rest}", NotFoundAsync);
    }

    private static void MapLifecycle(RouteGroupBuilder api, IResourceSource resources)
    {
        foreach (var action in (LifecycleActions[])[LifecycleActions.Start, LifecycleActions.Stop, LifecycleActions.Restart])
        {
            api.MapPost($"/resources/{{resource}}/{action.ToString().ToLowerInvariant()}", async (string resource, HttpContext context) =>
                await (await resources.ChangeAsync(resource, action, context.RequestAborted) switch
                {
                    LifecycleAnswer.Done => WriteAsync(context, new { resources.Resources.First(view => view.Name == resource).State }),
                    LifecycleAnswer.NotNow => Refusal.WriteAsync(context, StatusCodes.Status409Conflict, "not_now"),
                    _ => NotFoundAsync(context),
                }));
        }
    }

    private static Task ConsoleAsync(HttpContext context, IResourceSource resources, string resource)
    {
        if (!resources.Resources.Any(view => view.Name == resource && view.Parameter is null))
        {
            return NotFoundAsync(context);
        }

        var lines = resources.Console.LinesOf(resource);
        return Counted(context, count => new { Capacity = resources.Console.UsageOf(lines), Lines = lines.TakeLast(count).Select(ApiConsoleLine.Of) });
    }

    private static Task TraceAsync(HttpContext context, TelemetryStore store, string traceId)
    {
        var nodes = TraceTree.Of(store.SpansOf(traceId));
        return nodes.Count == 0
            ? NotFoundAsync(context)
            : WriteAsync(context, new
            {
                Trace = ApiTrace.Of(TraceSummary.Of(nodes)),
                Spans = nodes.Select(ApiSpan.Of),
                Logs = store.LogsOf(traceId).Select(ApiLog.Of),
            });
    }

    private static IReadOnlyList<LogRecord> LogsOf(HttpContext context, TelemetryStore store, int count) =>
        context.Request.Query["traceId"] is [{ } traceId] ? [.. store.LogsOf(traceId).Take(count)] : store.LatestLogs(count);

    private static Task Counted(HttpContext context, Func<int, object> answer) => context.Request.Query["limit"] switch
    {
        [] => WriteAsync(context, answer(DefaultCount)),
        [{ } text] when int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0 =>
            WriteAsync(context, answer(count)),
        _ => Refusal.WriteAsync(context, StatusCodes.Status400BadRequest, "limit_invalid"),
    };

    private static Task NotFoundAsync(HttpContext context) => Refusal.WriteAsync(context, StatusCodes.Status404NotFound, "not_found");

    private static Task WriteAsync(HttpContext context, object answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(answer, ApiJson.Options, context.RequestAborted);
    }
}
