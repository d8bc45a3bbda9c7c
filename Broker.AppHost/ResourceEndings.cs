using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.AppHost;

/// <summary>Says why a resource ended by itself: in this console, and on its row of the dashboard.</summary>
internal static class ResourceEndings
{
    private const int MostLines = 3;
    private const int LongestReason = 400;
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
            await Console.Error.WriteLineAsync($"{stopped.Resource.Name} ended with exit code {code}. {Text(reason)}");
            // The row has room for a few words, and the first line of many is a heading.
            await ShowAsync(stopped, $"Exit code {code}: {Text(reason.TakeLast(MostLines - 1))}", cancellationToken);
        });

    /// <summary>
    /// Puts the reason where the row had its addresses, as a link to the console logs. The text of the state stays the orchestrator's: its Start
    /// command goes by that. The addresses come back when the resource is started again.
    /// </summary>
    private static async Task ShowAsync(ResourceStoppedEvent stopped, string reason, CancellationToken cancellationToken)
    {
        if (await stopped.Services.GetRequiredService<DistributedApplicationModel>().DashboardAddressAsync(cancellationToken) is { } dashboard)
        {
            var link = new UrlSnapshot(null, $"{dashboard}/consolelogs/resource/{stopped.Resource.Name}", IsInternal: false) { DisplayProperties = new(reason, 0) };
            // In the background: whoever raised the event waits for this method.
            _ = KeepAsync(stopped, link, cancellationToken);
        }
    }

    /// <summary>Adds the link, and adds it again when the orchestrator, which makes the list of addresses anew with each change, drops it.</summary>
    private static async Task KeepAsync(ResourceStoppedEvent stopped, UrlSnapshot link, CancellationToken cancellationToken)
    {
        var notifications = stopped.Services.GetRequiredService<ResourceNotificationService>();
        var id = stopped.ResourceEvent.ResourceId;
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken))
            {
                if (change.ResourceId != id || change.Snapshot.Urls.Contains(link))
                {
                    continue;
                }

                if (change.Snapshot.ExitCode is not > 0)
                {
                    // It is started again.
                    return;
                }

                // The change may be an old one by now: what counts is the snapshot at the moment of the update.
                await notifications.PublishUpdateAsync(
                    stopped.Resource, id, snapshot => snapshot.ExitCode > 0 && !snapshot.Urls.Contains(link) ? snapshot with { Urls = snapshot.Urls.Add(link) } : snapshot);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The lab ends.
        }
    }

    /// <summary>The last lines that it wrote on standard error.</summary>
    private static async Task<IReadOnlyList<string>> ReadReasonAsync(ResourceStoppedEvent stopped, CancellationToken cancellationToken)
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

        return [.. lines.Where(line => line.Length > 0).DefaultIfEmpty("It wrote nothing on standard error.").TakeLast(MostLines)];
    }

    private static string Text(IEnumerable<string> lines)
    {
        var text = string.Join(' ', lines);
        return text.Length > LongestReason ? text[..LongestReason] + "…" : text;
    }

    /// <summary>The text of a line, before which the orchestrator writes when it came.</summary>
    private static string WithoutTime(LogLine line)
    {
        var text = line.Content.Trim();
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && DateTimeOffset.TryParse(text.AsSpan(0, space), CultureInfo.InvariantCulture, out _) ? text[space..].Trim() : text;
    }
}
