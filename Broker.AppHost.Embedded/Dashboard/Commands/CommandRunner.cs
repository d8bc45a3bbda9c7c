using System.Collections.Concurrent;
using Broker.AppHost.Embedded.Dashboard.Store;
using Microsoft.Extensions.Logging;

namespace Broker.AppHost.Embedded.Dashboard.Commands;

/// <summary>Runs commands, each in a trace of its own, and remembers, for each resource, what came of the last one.</summary>
/// <param name="resources">Knows the commands.</param>
/// <param name="store">Keeps the span that each of them is.</param>
/// <param name="time">Tells when a command began and ended.</param>
/// <param name="logger">Hears of commands that threw.</param>
internal sealed partial class CommandRunner(IResourceSource resources, TelemetryStore store, TimeProvider time, ILogger<CommandRunner> logger)
{
    private readonly ConcurrentDictionary<string, CommandRun> _last = new(StringComparer.Ordinal);

    /// <summary>Raised when a command ended.</summary>
    public event Action? Changed;

    /// <summary>The last command of a resource; null when there was none.</summary>
    /// <param name="resource">Name of the resource.</param>
    public CommandRun? LastOf(string resource) => _last.GetValueOrDefault(resource);

    /// <summary>Runs a command.</summary>
    /// <param name="resource">Name of the resource.</param>
    /// <param name="command">Name of the command.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits for the outcome any more.</param>
    /// <returns>What came of it; null when there is no such resource or command.</returns>
    public async Task<CommandRun?> RunAsync(string resource, string command, CancellationToken cancellationToken)
    {
        var view = resources.Resources.FirstOrDefault(item => item.Name == resource)?.Commands.FirstOrDefault(item => item.Name == command);
        if (view is null)
        {
            return null;
        }

        var trace = new CommandTrace(view.DisplayName, time.GetUtcNow());
        if (await ExecuteAsync(resource, command, cancellationToken) is not { } outcome)
        {
            return null;
        }

        var run = new CommandRun(view.DisplayName, time.GetUtcNow(), outcome, trace.TraceId);
        _last[resource] = run;
        store.Add([trace.End(resource, command, outcome, run.Time)]);
        Changed?.Invoke();
        return run;
    }

    private async Task<CommandOutcome?> ExecuteAsync(string resource, string command, CancellationToken cancellationToken)
    {
        try
        {
            return await resources.ExecuteAsync(resource, command, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, exception, command, resource);
            return new(false, "The command failed. The app host's own output says why.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Command {Command} of {Resource} failed.", EventName = "CommandFailed")]
        public static partial void Failed(ILogger logger, Exception exception, string command, string resource);
    }
}
