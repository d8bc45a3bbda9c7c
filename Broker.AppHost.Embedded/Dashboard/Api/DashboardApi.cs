using Broker.AppHost.Embedded.Dashboard.Access;
using Broker.AppHost.Embedded.Dashboard.Commands;
using Broker.AppHost.Embedded.Dashboard.Scan;
using Broker.AppHost.Embedded.Dashboard.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>The JSON API, for scripts and tests. <c>docs/dashboard-api.md</c> describes it.</summary>
internal static class DashboardApi
{
    /// <summary>Maps everything under <c>/api</c>.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="store">The telemetry.</param>
    /// <param name="resources">The resources.</param>
    /// <param name="runner">Runs their commands.</param>
    /// <param name="scan">Looks for secrets in what comes in.</param>
    public static void MapDashboardApi(this IEndpointRouteBuilder routes, TelemetryStore store, IResourceSource resources, CommandRunner runner, SecretScan scan)
    {
        var api = routes.MapGroup("/api").DisableAntiforgery();
        api.MapGet("/resources", context => WriteAsync(context, new { Resources = resources.Resources.Select(view => ApiResource.Of(view, runner.LastOf(view.Name))) }));
        api.MapPost("/resources/{resource}/commands/{command}", async (string resource, string command, HttpContext context) =>
            await (await runner.RunAsync(resource, command, context.RequestAborted) is { } run
                ? WriteAsync(context, new { run.Outcome.Success, run.Outcome.Message, run.TraceId })
                : NotFoundAsync(context)));
        MapLifecycle(api, resources);
        api.MapGet("/console/{resource}", (string resource, HttpContext context) => ConsoleAsync(context, resources, resource));
        api.MapGet("/traces", context => Asked(context, asked => TracesOf(store, asked.Traces())));
        api.MapGet("/traces/{traceId}", (string traceId, HttpContext context) => TraceAsync(context, store, traceId));
        api.MapGet("/logs", context => Asked(context, asked => LogsOf(store, asked.Logs())));
        api.MapGet("/metrics", context => Asked(context, asked => MetricsOf(store, asked.Text("resource"), asked.Text("name"), asked.Flag("samples"))));
        api.MapGet("/scan", context => WriteAsync(context, new { Secrets = scan.Names, scan.TooShort, Clean = scan.Counts.All(count => count.Found == 0), scan.Counts, scan.Sightings }));
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
        return Asked(context, asked => new { Capacity = resources.Console.UsageOf(lines), Lines = lines.TakeLast(asked.Limit()).Select(ApiConsoleLine.Of) });
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

    private static object TracesOf(TelemetryStore store, TraceQuery query)
    {
        var found = store.Traces(query);
        return new { store.TraceCount, Matched = found.Total, Capacity = ApiCapacity.Of(store), Traces = found.Items.Select(ApiTrace.Of) };
    }

    private static object LogsOf(TelemetryStore store, LogQuery query)
    {
        // The log of one trace is read from its beginning.
        var found = store.Logs(query.TraceId is null ? query : query with { Offset = 0, Limit = int.MaxValue });
        var shown = query.TraceId is null ? found.Items : [.. found.Items.Reverse().Skip(query.Offset).Take(query.Limit)];
        return new { Matched = found.Total, Capacity = ApiCapacity.Of(store), Logs = shown.Select(ApiLog.Of) };
    }

    private static object MetricsOf(TelemetryStore store, string? resource, string? name, bool withSamples) => new
    {
        Capacity = ApiCapacity.Of(store),
        Metrics = store.Instruments(resource, name, withSamples).SelectMany(instrument => instrument.Series).Select(series => ApiMetric.Of(series, withSamples)),
    };

    private static Task Asked(HttpContext context, Func<ApiQuery, object> answer)
    {
        var asked = new ApiQuery(context.Request.Query);
        var found = answer(asked);
        return asked.Error is { } error ? Refusal.WriteAsync(context, StatusCodes.Status400BadRequest, error) : WriteAsync(context, found);
    }

    private static Task NotFoundAsync(HttpContext context) => Refusal.WriteAsync(context, StatusCodes.Status404NotFound, "not_found");

    private static Task WriteAsync(HttpContext context, object answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(answer, ApiJson.Options, context.RequestAborted);
    }
}
