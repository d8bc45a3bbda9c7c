using Broker.Service.Telemetry;

namespace Broker.AppHost.Boundary;

/// <summary>The command "Show the trust boundary" of a broker.</summary>
internal static class BoundaryCommand
{
    /// <summary>Name of the command.</summary>
    public const string Name = "boundary";

    /// <summary>Name of its argument: the trace to show; empty for the newest request.</summary>
    public const string TraceArgument = "trace";

    // A span arrives one to three seconds after its request.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly DateTimeOffset RunBegan = TimeProvider.System.GetUtcNow();
    private const int MostChecks = 200;
    private const int MostShown = 20;

    /// <summary>Adds the command.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="eventsPath">Its event file, whose last line says which request was the newest.</param>
    /// <param name="isHighlighted">True to show its icon on the row itself.</param>
    public static IResourceBuilder<ProjectResource> WithBoundary(this IResourceBuilder<ProjectResource> broker, string eventsPath, bool isHighlighted) =>
        broker.WithCommand(Name, "Show the trust boundary", context => ShowAsync(context, broker.Resource.Name, eventsPath), new CommandOptions
        {
            Description = "What crossed from the host to the provider and back, header by header, and what each check decided.",
            IconName = "ShieldKeyhole",
            IsHighlighted = isHighlighted,
            Arguments =
            [
                new() { Name = TraceArgument, Label = "Trace", Description = "A trace id. Leave it empty for the newest request.", Placeholder = "the newest request", InputType = InputType.Text },
            ],
        });

    private static async Task<ExecuteCommandResult> ShowAsync(ExecuteCommandContext context, string broker, string eventsPath)
    {
        try
        {
            using var telemetry = await DashboardTelemetry.ConnectAsync(context.Services, context.CancellationToken);
            var asked = context.Arguments.GetString(TraceArgument)?.Trim().ToLowerInvariant();
            return string.IsNullOrEmpty(asked)
                ? await ShowNewestAsync(telemetry, broker, eventsPath, context.CancellationToken)
                : await ShowTraceAsync(telemetry, asked, context.CancellationToken);
        }
        catch (HttpRequestException e)
        {
            return CommandResults.Failure($"The dashboard's telemetry cannot be read. {e.Message}");
        }
    }

    private static async Task<ExecuteCommandResult> ShowNewestAsync(DashboardTelemetry telemetry, string broker, string eventsPath, CancellationToken cancellationToken)
    {
        var expected = EventFiles.NewestTrace(eventsPath, RunBegan);
        IReadOnlyList<TelemetrySpan> checks = [];
        await WaitAsync(async () =>
        {
            checks = await telemetry.GetSpansAsync(broker, BoundaryNames.CheckSpan, MostChecks, cancellationToken);
            return expected is null ? checks.Count > 0 : checks.Any(check => check.TraceId == expected);
        }, cancellationToken);

        if (checks.Where(check => check.Name == BoundaryNames.CheckSpan).MaxBy(check => check.Start) is not { } newest)
        {
            return CommandResults.Failure(expected is null
                ? $"{broker} has checked no request yet. Send one, for example with the command \"Send a chat request\"."
                : $"The newest request is trace {expected}, and its spans have not come. Try again in a moment.");
        }

        return await ShowTraceAsync(telemetry, newest.TraceId, cancellationToken);
    }

    private static async Task<ExecuteCommandResult> ShowTraceAsync(DashboardTelemetry telemetry, string traceId, CancellationToken cancellationToken)
    {
        IReadOnlyList<CheckedRequest> requests = [];
        var known = false;
        await WaitAsync(async () =>
        {
            var spans = await telemetry.GetTraceAsync(traceId, cancellationToken);
            (known, requests) = (spans.Count > 0, CheckedRequest.All(spans));
            return requests.Count > 0 && !requests.Any(request => request.IsUnderWay);
        }, cancellationToken);

        if (requests.Count == 0)
        {
            return CommandResults.Failure(known
                ? $"No broker checked a request in trace {traceId}."
                : $"There is no trace {traceId}. A trace id has 32 hexadecimal digits; the dashboard's page Traces lists those of this run.");
        }

        var pages = requests.Take(MostShown).Select(request => BoundaryPage.Write(request, telemetry.PageOf(traceId)));
        var cut = requests.Count > MostShown ? $"This trace has {requests.Count} requests, of which the first {MostShown} are shown.\n\n" : "";
        var message = requests.Any(request => request.IsUnderWay) ? "The request is still under way: this is what is known so far." : "Trust boundary";
        return CommandResults.Success(message, cut + string.Join("\n---\n\n", pages), CommandResultFormat.Markdown, displayImmediately: true);
    }

    private static async Task WaitAsync(Func<Task<bool>> isThere, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isThere() && TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
