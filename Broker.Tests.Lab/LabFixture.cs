using System.Text;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Broker.AppHost.Boundary;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Broker.Tests.Lab;

/// <summary>One running lab with its dashboard, on free ports, for all tests of the collection. Nothing of it is left when it is disposed.</summary>
public class LabFixture : IAsyncLifetime
{
    /// <summary>What the mock provider takes for its key.</summary>
    public const string ProviderKey = "sk-mock-provider-key";

    /// <summary>What hosts show the broker.</summary>
    public const string CallerToken = "lab-caller-token";

    // The addresses of the launch profile are tried before anything starts, and two labs of this process would meet there.
    private static readonly string[] DashboardPorts =
    [
        "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://127.0.0.1:0", "--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=http://127.0.0.1:0",
        "--ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL=http://127.0.0.1:0",
    ];

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("broker-lab-test-");
    private DistributedApplication? _app;

    /// <summary>The running app host.</summary>
    public DistributedApplication App => _app ?? throw new InvalidOperationException("The lab has not started.");

    /// <summary>A stand-in for the repository: the lab's events are where they are there.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The event file of the broker.</summary>
    public string EventsFile => Path.Combine(Folder, "Broker.AppHost", "artifacts", "events.jsonl");

    /// <summary>Names of all that is in the app model.</summary>
    public IEnumerable<string> Resources => App.Services.GetRequiredService<DistributedApplicationModel>().Resources.Select(resource => resource.Name);

    /// <summary>What this lab is told besides its ports.</summary>
    protected string[] Arguments { get; init; } = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Broker_AppHost>(
            new() { EnableDashboard = true },
            ["--Lab:BrokerPort=0", "--Lab:MockPort=0", $"--Lab:EventsPath={EventsFile}", .. DashboardPorts, .. Arguments],
            deadline.Token);
        // A command asks for its arguments, as it does for a user; under test Aspire turns that off.
        builder.Configuration["ASPIRE_INTERACTIVITY_ENABLED"] = "true";
        // What resources write is on the dashboard; the tests' own output stays short.
        builder.Services.AddLogging(logging => logging.ClearProviders());
        _app = await builder.BuildAsync(deadline.Token);
        await _app.StartAsync(deadline.Token);
        await _app.ResourceNotifications.WaitForResourceHealthyAsync("broker", deadline.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Where a resource listens.</summary>
    public Uri AddressOf(string resource) => App.GetEndpoint(resource, "http");

    /// <summary>Runs a command of a resource, as its button does.</summary>
    public Task<ExecuteCommandResult> RunAsync(string resource, string command, params (string Name, string Value)[] arguments) =>
        App.ResourceCommands.ExecuteCommandAsync(
            resource,
            command,
            new InteractionInputCollection([.. arguments.Select(argument => new InteractionInput { Name = argument.Name, InputType = InputType.Text, Value = argument.Value })]),
            Patience.Token);

    /// <summary>Starts a resource that waits to be asked.</summary>
    public async Task StartAsync(string resource)
    {
        var started = await App.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand, Patience.Token);
        Assert.True(started.Success, started.Message);
        await App.ResourceNotifications.WaitForResourceHealthyAsync(resource, Patience.Token);
    }

    /// <summary>Sends what a host would send.</summary>
    /// <returns>Status, encoding and body; null where the answer breaks off.</returns>
    public async Task<(int Status, string? Encoding, string Body)?> ChatAsync(
        string? traceId = null, string question = "hello", bool streamed = false, string token = CallerToken, (string Name, string Value) header = default, CancellationTokenSource? hangUp = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(AddressOf("broker"), "/v1/chat/completions"))
        {
            Content = new StringContent(
                JsonSerializer.Serialize(new { model = "gpt-4o-mini", stream = streamed, messages = new[] { new { role = "user", content = question } } }), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Broker-Token", token);
        if (traceId is not null)
        {
            request.Headers.Add("traceparent", $"00-{traceId}-{traceId[..16]}-01");
        }

        if (header.Name is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(header.Name, header.Value));
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Patience.Token, hangUp?.Token ?? default);
        using var host = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null });
        try
        {
            using var answer = await host.SendAsync(request, deadline.Token);
            return ((int)answer.StatusCode, answer.Content.Headers.ContentEncoding.SingleOrDefault(), await answer.Content.ReadAsStringAsync(deadline.Token));
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && hangUp is { IsCancellationRequested: true }))
        {
            return null;
        }
    }

    /// <summary>Waits until the dashboard has a span of that name.</summary>
    /// <returns>The newest.</returns>
    internal async Task<TelemetrySpan> FindSpanAsync(string resource, string name)
    {
        using var telemetry = await DashboardTelemetry.ConnectAsync(App.Services, Patience.Token);
        var cancel = Patience.Token;
        while (true)
        {
            if ((await telemetry.GetSpansAsync(resource, name, limit: 100, cancel)).Where(span => span.Name == name).MaxBy(span => span.Start) is { } found)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
        }
    }

    /// <summary>Waits until the dashboard has that many spans of a trace.</summary>
    internal async Task<IReadOnlyList<TelemetrySpan>> FindTraceAsync(string traceId, int spans)
    {
        using var telemetry = await DashboardTelemetry.ConnectAsync(App.Services, Patience.Token);
        var cancel = Patience.Token;
        while (true)
        {
            if (await telemetry.GetTraceAsync(traceId, cancel) is var found && found.Count >= spans)
            {
                return [.. found.OrderBy(span => span.Start)];
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
        }
    }
}
