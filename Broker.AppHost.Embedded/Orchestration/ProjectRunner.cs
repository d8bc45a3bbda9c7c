using System.ComponentModel;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>The life of one project: wait for others, start, become healthy, end.</summary>
/// <param name="project">The project.</param>
/// <param name="services">What the runners share.</param>
internal sealed class ProjectRunner(ProjectResource project, RunnerServices services)
{
    private volatile TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IReadOnlyDictionary<string, string> _environment = new Dictionary<string, string>();

    /// <summary>The project.</summary>
    public ProjectResource Project => project;

    /// <summary>Where it is in its life, and how well it is.</summary>
    public ProjectStatus Status { get; } = new(project.Annotations.OfType<HttpHealthCheckAnnotation>().Any() ? "Unhealthy" : null);

    /// <inheritdoc cref="ProjectStatus.State"/>
    public string State => Status.State;

    /// <inheritdoc cref="ProjectStatus.Health"/>
    public string? Health => Status.Health;

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

        Status.State = "Waiting";
        try
        {
            stop.ThrowIfCancellationRequested();
            if (await WaitForOthersAsync(others, stop))
            {
                Status.State = "Starting";
                _environment = await services.Environment.ComposeAsync(project, stop);
                using var process = Start();
                await SuperviseAsync(process, stop, hurry);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Status.State = "Stopped";
        }
        catch (Exception e) when (e is DistributedApplicationException or Win32Exception or IOException)
        {
            Status.State = "Failed to start";
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
                Status.State = "Failed to start";
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
        Status.State = "Running";
        return process;
    }

    private void BecomeReady()
    {
        if (!_ready.Task.IsCompleted)
        {
            // Said first: what waits for this one should not be heard of before it.
            services.Console.Write(project.Name, Urls.Count == 0 ? "is ready." : $"is ready at {string.Join(" and ", Urls)}.");
            _ready.TrySetResult(true);
        }
    }

    private async Task SuperviseAsync(ProjectProcess process, CancellationToken stop, CancellationToken hurry)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var health = new HealthWatch(project, Status, services).RunAsync(BecomeReady, ended.Token);
        try
        {
            var exitCode = await process.WaitForExitAsync(stop);
            Status.State = $"Exited ({exitCode})";
            services.Console.Write(project.Name, $"ended by itself with exit code {exitCode}.");
        }
        catch (OperationCanceledException)
        {
            Status.State = "Stopping";
            await process.StopAsync(services.TimeProvider, hurry);
            Status.State = "Stopped";
            services.Console.Write(project.Name, "stopped.");
        }
        finally
        {
            services.Watchdog.Forget(process.Id);
            await ended.CancelAsync();
            await health;
        }
    }
}
