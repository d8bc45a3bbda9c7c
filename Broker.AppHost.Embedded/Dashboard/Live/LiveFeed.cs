using Broker.AppHost.Embedded.Dashboard.Commands;
using Broker.AppHost.Embedded.Dashboard.Scan;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Live;

/// <summary>One place to hear of everything that changes. Lives as long as the dashboard.</summary>
internal sealed class LiveFeed
{
    /// <summary>Listens to all sources.</summary>
    /// <param name="store">The telemetry.</param>
    /// <param name="resources">The resources.</param>
    /// <param name="runner">What came of their commands.</param>
    /// <param name="scan">What was looked through for secrets, if anything is.</param>
    public LiveFeed(TelemetryStore store, IResourceSource resources, CommandRunner runner, SecretScan? scan = null)
    {
        store.Changed += signal => Changed?.Invoke(TopicOf(signal));
        resources.Changed += () => Changed?.Invoke(LiveTopic.Resources);
        resources.Console.Changed += () => Changed?.Invoke(LiveTopic.Console);
        runner.Changed += () => Changed?.Invoke(LiveTopic.Resources);
        if (scan is not null)
        {
            scan.Changed += () => Changed?.Invoke(LiveTopic.Resources);
        }
    }

    /// <summary>Raised from any thread, as often as things change: listeners must be quick.</summary>
    public event Action<LiveTopic>? Changed;

    private static LiveTopic TopicOf(TelemetrySignal signal) => signal switch
    {
        TelemetrySignal.Traces => LiveTopic.Traces,
        TelemetrySignal.Logs => LiveTopic.Logs,
        TelemetrySignal.Metrics => LiveTopic.Metrics,
        _ => LiveTopic.Telemetry,
    };
}
