using System.ComponentModel;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>The life of one project: wait for others, start, become healthy, end.</summary>
/// <param name="project">The project.</param>
/// <param name="services">What the runners share.</param>
internal sealed class ProjectRunner(ProjectResource project, RunnerServices services)
{
    private static readonly TimeSpan UntilHealthy = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan OnceHealthy = TimeSpan.FromSeconds(5);

    private volatile TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string _state = "Waiting";
    private volatile IReadOnlyDictionary<string, string> _environment = new Dictionary<string, string>();
    private volatile string? _health = project.Annotations.OfType<HttpHealthCheckAnnotation>().Any() ? "Unhealthy" : null;

    /// <summary>The project.</summary>
    public ProjectResource Project => project;

    /// <summary>Raised from any thread when <see cref="State"/> or <see cref="Health"/> is another.</summary>
    public event Action? Changed;

    /// <summary>Raises <see cref="Changed"/>: what can be done to the project is another.</summary>
    public void Tell() => Changed?.Invoke();

    /// <summary>Where it is in its life, in words.</summary>
    public string State
    {
        get => _state;
        private set
        {
            _state = value;
            Changed?.Invoke();
        }
    }

    /// <summary>Whether it is well; null when nobody asks.</summary>
    public string? Health
    {
        get => _health;
        private set
        {
            if (_health != value)
            {
                _health = value;
                Changed?.Invoke();
            }
        }
    }

    /// <summary>What it found in its environment; empty before its start.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>Where it listens; empty before ports are given out.</summary>
    public IReadOnlyList<string> Urls =>
        [.. project.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.AllocatedPort is not null).Select(endpoint => new EndpointReference(project, endpoint.Name).Url)];

    /// <summary>Ends with true once it runs and is healthy, with false when it ended or failed before. Another one in each life.</summary>
    public Task<bool> Ready => _ready.Task;

    /// <summary>Lives one life. Returns when the project has ended, however it did.</summary>
    /// <param name="others">The runners of all projects, by name.</param>
    /// <param name="stop">Asks it to end.</param>
    /// <param name="hurry">Asks it to end at once.</param>
    public async Task RunAsync(IReadOnlyDictionary<string, ProjectRunner> others, CancellationToken stop, CancellationToken hurry)
    {
        if (_ready.Task.IsCompleted)
        {
            _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        State = "Waiting";
        try
        {
            stop.ThrowIfCancellationRequested();
            if (await WaitForOthersAsync(others, stop))
            {
                State = "Starting";
                _environment = await services.Environment.ComposeAsync(project, stop);
                using var process = Start();
                await SuperviseAsync(process, stop, hurry);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            State = "Stopped";
        }
        catch (Exception e) when (e is DistributedApplicationException or Win32Exception or IOException)
        {
            State = "Failed to start";
            services.Console.Write(project.Name, $"cannot be started: {e.Message}");
        }
        finally
        {
            _ready.TrySetResult(false);
        }
    }

    private async Task<bool> WaitForOthersAsync(IReadOnlyDictionary<string, ProjectRunner> others, CancellationToken stop)
    {
        foreach (var wait in project.Annotations.OfType<WaitAnnotation>())
        {
            if (others.TryGetValue(wait.Dependency.Name, out var other) && !await other.Ready.WaitAsync(stop))
            {
                State = "Failed to start";
                services.Console.Write(project.Name, $"is not started, because {wait.Dependency.Name} did not become ready.");
                return false;
            }
        }

        return true;
    }

    private ProjectProcess Start()
    {
        var metadata = project.Annotations.OfType<IBuiltProjectMetadata>().First();
        var process = ProjectProcess.Start(
            metadata.AssemblyPath,
            Path.GetDirectoryName(metadata.ProjectPath)!,
            _environment,
            (stream, line) => services.Console.Write(project.Name, stream, line));
        services.Watchdog.Watch(process.Id);
        services.Console.Write(project.Name, $"runs as process {process.Id}.");
        State = "Running";
        return process;
    }

    private async Task SuperviseAsync(ProjectProcess process, CancellationToken stop, CancellationToken hurry)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var health = WatchHealthAsync(ended.Token);
        try
        {
            var exitCode = await process.WaitForExitAsync(stop);
            State = $"Exited ({exitCode})";
            services.Console.Write(project.Name, $"ended by itself with exit code {exitCode}.");
        }
        catch (OperationCanceledException)
        {
            State = "Stopping";
            await process.StopAsync(services.TimeProvider, hurry);
            State = "Stopped";
            services.Console.Write(project.Name, "stopped.");
        }
        finally
        {
            services.Watchdog.Forget(process.Id);
            await ended.CancelAsync();
            await health;
        }
    }

    private async Task WatchHealthAsync(CancellationToken ended)
    {
        try
        {
            while (true)
            {
                var healthy = await services.Health.IsHealthyAsync(project, ended);
                Health = Health is null ? null : healthy ? "Healthy" : "Unhealthy";
                if (healthy && !_ready.Task.IsCompleted)
                {
                    // Said first: what waits for this one should not be heard of before it.
                    services.Console.Write(project.Name, Urls.Count == 0 ? "is ready." : $"is ready at {string.Join(" and ", Urls)}.");
                    _ready.TrySetResult(true);
                }

                await Task.Delay(healthy ? OnceHealthy : UntilHealthy, services.TimeProvider, ended);
            }
        }
        catch (OperationCanceledException)
        {
            Health = Health is null ? null : "Unhealthy";
        }
    }
}
