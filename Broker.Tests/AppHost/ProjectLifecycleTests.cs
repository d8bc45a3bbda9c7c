using System.Globalization;
using Aspire.Hosting;
using Broker.AppHost.Embedded.Dashboard;
using Broker.AppHost.Embedded.Dashboard.Output;
using Broker.AppHost.Embedded.Orchestration;
using Broker.AppHost.Embedded.Terminal;

namespace Broker.Tests.AppHost;

/// <summary>Starting and stopping a real process from the dashboard.</summary>
public sealed class ProjectLifecycleTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _output = new();
    private readonly WatchdogLink _watchdog = WatchdogLink.Start();
    private readonly IDistributedApplicationBuilder _builder = TestAppModel.Create();
    private readonly ResourceConsole _console;
    private readonly ProjectRunner _runner;
    private readonly ProjectLifecycle _lifecycle;
    private Task _lives = Task.CompletedTask;

    public ProjectLifecycleTests()
    {
        var project = _builder.AddProject<TestAppModel.SampleService>("service").WithHttpEndpoint().WithHttpHealthCheck("/health").WithEnvironment("SAMPLE_TOKEN", "as-given");
        Ports.Allocate([project.Resource]);
        var environment = new ProjectEnvironment(new TelemetryVariables(new Uri("http://127.0.0.1:1"), "otlp-key", IsDevelopment: true), launchProfile: null);
        _console = new ResourceConsole(["service"], new SecretMask([]), _output, colours: false);
        _runner = new ProjectRunner(project.Resource, new RunnerServices(environment, new HealthProbe(_client), _console, _watchdog, TimeProvider.System));
        _lifecycle = new ProjectLifecycle(_runner);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _lives = _lifecycle.RunAsync(new Dictionary<string, ProjectRunner>(), _stop.Token, CancellationToken.None);
        Assert.True(await _runner.Ready.WaitAsync(Deadline, Cancelled));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _lives.WaitAsync(Deadline, CancellationToken.None);
        await _watchdog.DisposeAsync();
        _client.Dispose();
        _stop.Dispose();
        await _output.DisposeAsync();
    }

    [Fact]
    public async Task Stop_EndsTheProcess_AndStartBeginsAnotherWithTheSameEnvironment()
    {
        Assert.Equal(LifecycleAnswer.NotNow, await _lifecycle.ChangeAsync(LifecycleActions.Start, Cancelled));

        Assert.Equal(LifecycleAnswer.Done, await _lifecycle.ChangeAsync(LifecycleActions.Stop, Cancelled));

        Assert.Equal(("Stopped", LifecycleActions.Start), (_runner.State, _lifecycle.Actions));
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync());

        Assert.Equal(LifecycleAnswer.Done, await _lifecycle.ChangeAsync(LifecycleActions.Start, Cancelled));
        await BecomesAsync("Healthy");

        Assert.Equal("as-given", await AskAsync());
        Assert.Equal(2, Processes().Distinct().Count());
    }

    [Fact]
    public async Task Restart_IsStopAndStart()
    {
        Assert.Equal(LifecycleAnswer.Done, await _lifecycle.ChangeAsync(LifecycleActions.Restart, Cancelled));
        await BecomesAsync("Healthy");

        Assert.Equal("as-given", await AskAsync());
        Assert.Equal(2, Processes().Distinct().Count());
    }

    [Fact]
    public async Task Console_KeepsWhatTheProcessAndTheEngineSay()
    {
        await _lifecycle.ChangeAsync(LifecycleActions.Stop, Cancelled);

        var lines = _console.Kept.LinesOf("service");

        Assert.Contains(lines, line => line is { Stream: ConsoleStream.Output, Text: "serving, token as-given" });
        Assert.Contains(lines, line => line.Stream is ConsoleStream.Engine && line.Text.StartsWith("is ready at", StringComparison.Ordinal));
    }

    private IEnumerable<int> Processes() => _console.Kept.LinesOf("service")
        .Where(line => line.Text.StartsWith("runs as process ", StringComparison.Ordinal))
        .Select(line => int.Parse(line.Text["runs as process ".Length..].TrimEnd('.'), CultureInfo.InvariantCulture));

    private Task<string> AskAsync() => _client.GetStringAsync(new Uri(new Uri(_runner.Urls[0]), "/environment/SAMPLE_TOKEN"), Cancelled);

    private async Task BecomesAsync(string health)
    {
        var changed = new SemaphoreSlim(1);
        _runner.Changed += () => changed.Release();
        while (_runner.Health != health || _runner.State != "Running")
        {
            Assert.True(await changed.WaitAsync(Deadline, Cancelled));
        }
    }
}
