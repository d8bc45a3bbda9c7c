using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.AppHost;

/// <summary>Says in this console why a resource ended by itself; its row of the dashboard has its exit code.</summary>
internal static class ResourceEndings
{
    private const int MostLines = 3;
    private const int LongestReason = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Watches all resources.</summary>
    /// <param name="builder">The app model.</param>
    public static void AddEndingReasons(this IDistributedApplicationBuilder builder) =>
        builder.Eventing.Subscribe<ResourceStoppedEvent>(async (stopped, cancellationToken) =>
        {
            if (stopped.ResourceEvent.Snapshot is not { ExitCode: > 0 and var code })
            {
                return;
            }

            var reason = await ReadReasonAsync(stopped, cancellationToken);
            await Console.Error.WriteLineAsync($"{stopped.Resource.Name} ended with exit code {code}. {reason}");
        });

    /// <summary>The last lines that it wrote on standard error.</summary>
    private static async Task<string> ReadReasonAsync(ResourceStoppedEvent stopped, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            await foreach (var batch in stopped.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(stopped.Resource).WithCancellation(deadline.Token))
            {
                lines.AddRange(batch.Where(line => line.IsErrorMessage).Select(WithoutTime));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What has come by now has to do.
        }

        var reason = string.Join(' ', lines.Where(line => line.Length > 0).TakeLast(MostLines));
        return reason.Length == 0 ? "It wrote nothing on standard error." : reason.Length > LongestReason ? reason[..LongestReason] + "…" : reason;
    }

    /// <summary>The text of a line, before which the orchestrator writes when it came.</summary>
    private static string WithoutTime(LogLine line)
    {
        var text = line.Content.Trim();
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && DateTimeOffset.TryParse(text.AsSpan(0, space), CultureInfo.InvariantCulture, out _) ? text[space..].Trim() : text;
    }
}
