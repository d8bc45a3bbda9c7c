using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Broker.AppHost.Embedded.Dashboard;
using Broker.AppHost.Embedded.Orchestration;
using Broker.AppHost.Embedded.Terminal;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.AppHost;

/// <summary>The life of a project with a real process in it.</summary>
public sealed class ProjectRunnerTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly SecretMask Mask = new(["a-secret-token"]);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("project-runner-");
    private readonly HttpClient _client = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _console = new();
    private readonly WatchdogLink _watchdog = WatchdogLink.Start();
    private readonly IDistributedApplicationBuilder _builder = TestAppModel.Create();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        // Whatever a test left running ends with the watchdog's pipe.
        await _watchdog.DisposeAsync();
        _client.Dispose();
        _stop.Dispose();
        await _console.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Project_UntilItsHealthCheckAnswers_IsNotReady()
    {
        var healthyWhen = Path.Combine(_folder.FullName, "healthy");
        var runner = CreateRunner(AddService().WithEnvironment("SAMPLE_HEALTHY_WHEN", healthyWhen), TimeProvider.System);
        var life = RunAsync(runner);
        await AnswersAsync(runner);

        Assert.Equal(("Running", "Unhealthy"), (runner.State, runner.Health));
        Assert.False(runner.Ready.IsCompleted);

        await File.WriteAllTextAsync(healthyWhen, "", Cancelled);

        Assert.True(await runner.Ready.WaitAsync(Deadline, Cancelled));
        Assert.Equal(("Running", "Healthy"), (runner.State, runner.Health));
        await StopAsync(life);
        Assert.Equal(("Stopped", "Unhealthy"), (runner.State, runner.Health));
    }

    [Fact]
    public async Task Project_DeafToTheRequestToEnd_IsEndedAfterTheGrace()
    {
        var time = new FakeTimeProvider();
        var runner = CreateRunner(AddService().WithEnvironment("SAMPLE_DEAF", "yes"), time);
        var life = RunAsync(runner);
        await AdvanceUntilAsync(time, runner.Ready);

        await _stop.CancelAsync();
        await AdvanceUntilAsync(time, life);

        Assert.Equal("Stopped", runner.State);
    }

    [Fact]
    public async Task Project_ThatEndsAtOnce_IsNeverReady()
    {
        var runner = CreateRunner(AddService().WithEnvironment("SAMPLE_EXIT_CODE", "3"), TimeProvider.System);

        await RunAsync(runner);

        Assert.Equal("Exited (3)", runner.State);
        Assert.False(await runner.Ready);
        Assert.Contains("service | leaving at once", _console.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directory_ShowsTheEnvironmentWithoutSecrets()
    {
        var token = _builder.AddParameter("token", "a-secret-token", secret: true);
        var project = AddService().WithEnvironment("SAMPLE_TOKEN", token).WithEnvironment("SAMPLE_HEADER", "Bearer a-secret-token");
        var runner = CreateRunner(project, TimeProvider.System);
        var directory = new ResourceDirectory([token.Resource, project.Resource], new CommandRunner(_client, Mask), Mask)
        {
            Runners = new Dictionary<string, ProjectRunner> { ["service"] = runner },
        };
        var life = RunAsync(runner);
        await runner.Ready.WaitAsync(Deadline, Cancelled);

        var view = directory.Resources.Single(resource => resource.Type == "Project");

        Assert.Contains(new EnvironmentView("SAMPLE_TOKEN", "***"), view.Environment);
        Assert.Contains(new EnvironmentView("SAMPLE_HEADER", "Bearer ***"), view.Environment);
        Assert.Equal([project.GetEndpoint("http").Url], view.Urls);
        await StopAsync(life);
    }

    [Fact]
    public async Task Directory_AskedForAnUnknownCommand_KnowsNone()
    {
        var project = AddService();
        var directory = new ResourceDirectory([project.Resource], new CommandRunner(_client, Mask), Mask);

        Assert.Null(await directory.ExecuteAsync("service", "unknown", Cancelled));
        Assert.Null(await directory.ExecuteAsync("unknown", "unknown", Cancelled));
    }

    private IResourceBuilder<ProjectResource> AddService() =>
        _builder.AddProject<TestAppModel.SampleService>("service").WithHttpEndpoint().WithHttpHealthCheck("/health");

    private ProjectRunner CreateRunner(IResourceBuilder<ProjectResource> project, TimeProvider time)
    {
        Ports.Allocate([project.Resource]);
        var environment = new ProjectEnvironment(new TelemetryVariables(new Uri("http://127.0.0.1:1"), "otlp-key", IsDevelopment: true), launchProfile: null);
        var console = new ResourceConsole(["service"], Mask, _console, colours: false);
        return new ProjectRunner(project.Resource, new RunnerServices(environment, new HealthProbe(_client), console, _watchdog, time));
    }

    private static async Task AdvanceUntilAsync(FakeTimeProvider time, Task done)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(Deadline);
        while (!done.IsCompleted)
        {
            time.Advance(ProjectProcess.Grace);
            await Task.WhenAny(done, Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token));
            deadline.Token.ThrowIfCancellationRequested();
        }
    }

    private Task RunAsync(ProjectRunner runner) => runner.RunAsync(new Dictionary<string, ProjectRunner>(), _stop.Token, CancellationToken.None);

    private async Task StopAsync(Task life)
    {
        await _stop.CancelAsync();
        await life.WaitAsync(Deadline, Cancelled);
    }

    private async Task AnswersAsync(ProjectRunner runner)
    {
        while (true)
        {
            try
            {
                using var response = await _client.GetAsync(new Uri(new Uri(runner.Urls[0]), "/health"), Cancelled);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), Cancelled);
            }
        }
    }
}
