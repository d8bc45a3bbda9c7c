using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Broker.AppHost.Embedded.Terminal;
using Broker.AppHost.Embedded.Dashboard;
using Broker.AppHost.Embedded.Dashboard.Scan;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>Runs an application from the first line on the console to the last process.</summary>
/// <param name="resources">The app model.</param>
/// <param name="settings">What the engine is told from outside.</param>
/// <param name="timeProvider">Measures waits.</param>
internal sealed class Orchestrator(IReadOnlyList<IResource> resources, EngineSettings settings, TimeProvider timeProvider)
{
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(2);

    /// <summary>Runs it until it is told to stop; nothing that it started is left then.</summary>
    /// <param name="signals">Tells it to stop.</param>
    /// <exception cref="DistributedApplicationException">It cannot start: a port is taken, a parameter has no value.</exception>
    public async Task RunAsync(StopSignals signals)
    {
        var projects = resources.OfType<ProjectResource>().ToList();
        var secrets = await ReadSecretsAsync(signals.Stop);
        var scan = new SecretScan(secrets, timeProvider);
        var mask = new SecretMask([.. secrets.Select(secret => secret.Value), settings.Dashboard.OtlpApiKey, settings.Dashboard.BrowserToken]);
        var console = new ResourceConsole(projects.Select(project => project.Name), mask, scan);
        console.Announce($"Engine: embedded ({settings.AppHost.EngineReason}). {HowToGetAspire()}");
        Ports.Allocate(resources);

        using var requests = CreateClient(RequestLimit);
        using var probes = CreateClient(ProbeLimit);
        var directory = new ResourceDirectory(resources, new CommandRunner(requests, mask, scan), mask) { Console = console.Kept };
        await using var dashboard = await StartDashboardAsync(directory, scan, signals.Stop);
        await using var watchdog = WatchdogLink.Start();
        var login = new Uri(dashboard.Url, $"/login?t={settings.Dashboard.BrowserToken}");
        console.AnnounceUnmasked($"Dashboard: {login}");
        console.Announce("Ctrl+C stops everything.");

        var telemetry = new TelemetryVariables(dashboard.OtlpGrpcUrl, settings.Dashboard.OtlpApiKey, settings.AppHost.IsDevelopment);
        var services = new RunnerServices(new ProjectEnvironment(telemetry, settings.LaunchProfile), new HealthProbe(probes), console, watchdog, timeProvider);
        var runners = projects.ToDictionary(project => project.Name, project => new ProjectRunner(project, services));
        var lifecycles = runners.ToDictionary(runner => runner.Key, runner => new ProjectLifecycle(runner.Value));
        (directory.Lifecycles, directory.Runners) = (lifecycles, runners);

        var warmUp = WarmUp.RunAsync(login, timeProvider, signals.Stop);
        var lives = lifecycles.Values.Select(lifecycle => lifecycle.RunAsync(runners, signals.Stop, signals.Hurry)).ToList();
        var events = new EventsScan(scan).RunAsync(() => EventsFiles(runners), timeProvider, signals.Stop);
        await Task.Delay(Timeout.Infinite, signals.Stop).ContinueWith(_ => { }, TaskScheduler.Default);
        console.Announce("Stopping.");
        await Task.WhenAll([.. lives, events, warmUp]);
    }

    private static Dictionary<string, string> EventsFiles(IReadOnlyDictionary<string, ProjectRunner> runners) => runners
        .Where(runner => runner.Value.Environment.ContainsKey(EventsScan.Variable))
        .ToDictionary(runner => runner.Key, runner => runner.Value.Environment[EventsScan.Variable], StringComparer.Ordinal);

    private static HttpClient CreateClient(TimeSpan limit) =>
        // Says itself which trace a request belongs to: the handler would put a span between that nobody keeps.
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null }) { Timeout = limit };

    private async Task<IReadOnlyList<KeyValuePair<string, string>>> ReadSecretsAsync(CancellationToken cancellationToken)
    {
        var secrets = new List<KeyValuePair<string, string>>();
        foreach (var parameter in resources.OfType<ParameterResource>())
        {
            // Values of all parameters are read here, so that a missing one is reported before anything starts.
            var value = await parameter.GetValueAsync(cancellationToken);
            if (parameter.Secret && value is not null)
            {
                secrets.Add(new(parameter.Name, value));
            }
        }

        return secrets;
    }

    private async Task<DashboardServer> StartDashboardAsync(IResourceSource directory, SecretScan scan, CancellationToken cancellationToken)
    {
        try
        {
            return await DashboardServer.StartAsync(settings.Dashboard with { Scan = scan }, directory, cancellationToken);
        }
        catch (IOException e)
        {
            throw new DistributedApplicationException($"The dashboard cannot start: {e.Message}", e);
        }
    }

    private string HowToGetAspire() => settings.AppHost.EngineReason.StartsWith("forced", StringComparison.Ordinal)
        ? "Leave UseAspire out to let the build choose."
        : "For Aspire, build with a package source that has it and -p:UseAspire=true.";
}
