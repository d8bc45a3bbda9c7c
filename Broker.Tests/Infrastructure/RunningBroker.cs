using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broker.Service;
using Broker.Service.Configuration;
using Broker.Service.Hosting;
using Broker.Tests.Configuration;
using Broker.Tests.Leaks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;

namespace Broker.Tests.Infrastructure;

/// <summary>A broker on real Kestrel and a free port, with an event log in a folder of its own.</summary>
internal sealed class RunningBroker : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly WebApplication _app;
    private int _forgotten;

    private RunningBroker(TemporaryFolder folder, LabSettings options, WebApplication app)
    {
        (_folder, Options, _app) = (folder, options, app);
        Url = new Uri(app.Services.GetRequiredService<ListenAddress>().Url);
        // Every header that a test sees on the wire is one that it set itself.
        Client = new HttpClient(WatchedStream.CreateHandler()) { BaseAddress = Url };
    }

    public static string Token => Canaries.Token;

    public static string ProviderKey => Canaries.Key;

    public LabSettings Options { get; }

    public Uri Url { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public TemporaryFolder Folder => _folder;

    /// <summary>A dry-run broker without a caller token, but for what <paramref name="change"/> makes of it.</summary>
    public static async Task<RunningBroker> StartAsync(
        Func<LabSettings, LabSettings>? change = null,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<IServiceCollection>? customize = null)
    {
        var folder = new TemporaryFolder();
        var options = new LabSettings
        {
            ListenPort = 0,
            UpstreamBaseUrl = "https://api.openai.example",
            AllowedPaths = [Post("/v1/chat/completions"), Post("/v1/responses"), Post("/v1/embeddings")],
            EventsPath = folder.File("events.jsonl"),
        };
        options = change?.Invoke(options) ?? options;
        LeakOracle.OfThisRun.See("options", $"{options} {JsonSerializer.Serialize(options)}");
        var variables = new TestEnvironment { ["BROKER_CLIENT_TOKEN"] = Token, ["PROVIDER_API_KEY"] = ProviderKey };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            variables[name] = value;
        }

        var app = BrokerApplication.Build(options.ToSettings(), variables, services =>
        {
            services.AddLogging(logging => logging.ClearProviders().AddProvider(new SilentLogs()));
            customize?.Invoke(services);
        });
        app.ListenOn(options.ToSettings().Listen);
        await app.StartAsync();
        return new RunningBroker(folder, options, app);
    }

    /// <summary>A proxy in front of an upstream, with a provider key, a caller token and the usual paths.</summary>
    public static Task<RunningBroker> StartProxyAsync(
        string upstream,
        Func<LabSettings, LabSettings>? change = null,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<IServiceCollection>? customize = null) => StartAsync(
            options =>
            {
                var proxy = options with
                {
                    Mode = BrokerMode.Proxy,
                    UpstreamBaseUrl = upstream.TrimEnd('/'),
                    ClientTokenEnv = "BROKER_CLIENT_TOKEN",
                    SecretSource = new SecretSourceOptions { Kind = SecretSourceKind.Env, Name = "PROVIDER_API_KEY" },
                };
                return change?.Invoke(proxy) ?? proxy;
            },
            environment,
            customize);

    /// <summary>A broker of a configuration file, read as a start reads it. Listens on a free port.</summary>
    /// <param name="json">The file; <c>listen_port</c> and <c>events_path</c> are added.</param>
    public static async Task<RunningBroker> StartFileAsync(
        string json, IReadOnlyDictionary<string, string>? environment = null, Action<IServiceCollection>? customize = null)
    {
        var folder = new TemporaryFolder();
        var file = JsonNode.Parse(json)!.AsObject();
        file["listen_port"] = 0;
        file["events_path"] = folder.File("events.jsonl");
        await File.WriteAllTextAsync(folder.File("broker_config.json"), file.ToJsonString());
        var variables = new TestEnvironment();
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            variables[name] = value;
        }

        var loaded = ConfigurationFolder.Loaded(ConfigurationLoader.Load(folder.File("broker_config.json"), urls: null, variables));
        var app = BrokerApplication.Build(loaded.Settings, variables, services =>
        {
            services.AddLogging(logging => logging.ClearProviders().AddProvider(new SilentLogs()));
            customize?.Invoke(services);
        });
        app.ListenOn(loaded.Settings.Listen);
        await app.StartAsync();
        return new RunningBroker(folder, new() { UpstreamBaseUrl = "", AllowedPaths = [], EventsPath = loaded.Settings.Events.Path }, app);
    }

    public static RouteSettings Post(string path) => new("POST", path, path);

    public static RouteSettings Entry(string method, string path) => new(method, path, $"{method} {path}");

    /// <summary>The event log's lines as they stand now.</summary>
    public IReadOnlyList<string> EventLines() =>
        File.Exists(Options.EventsPath) ? [.. File.ReadAllLines(Options.EventsPath).Skip(_forgotten)] : [];

    /// <summary>Leaves the events written so far out of those to come.</summary>
    public void ForgetEvents() => _forgotten += EventLines().Count;

    /// <summary>The events as they stand now.</summary>
    public IReadOnlyList<JsonElement> Events() => [.. EventLines().Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>The events, once there are at least so many: for hosts that do not wait for an answer.</summary>
    public async Task<IReadOnlyList<JsonElement>> EventsAsync(int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (EventLines().Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        }

        return Events();
    }

    /// <summary>What one of its instruments measures from now on.</summary>
    public MetricCollector<T> Collect<T>(string instrument, string meter = "Broker.Service")
        where T : struct => new(Services.GetRequiredService<IMeterFactory>(), meter, instrument);

    /// <summary>A POST with a JSON body and the caller token.</summary>
    public static HttpRequestMessage Request(string path, string body) => Request(path, body, Token);

    /// <summary>A POST with a JSON body and a caller token, or none.</summary>
    public static HttpRequestMessage Request(string path, string body, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token is not null)
        {
            request.Headers.Add("X-Broker-Token", token);
        }

        return request;
    }

    /// <summary>Sends bytes as they are and reads until the server closes the connection.</summary>
    /// <remarks>One byte for each character; ask for <c>Connection: close</c> unless the server closes by itself.</remarks>
    public async Task<string> SendRawAsync(string text, CancellationToken cancellationToken)
    {
        using var host = await HostSocket.ConnectAsync(Url, cancellationToken, WatchedStream.Of);
        await host.SendAsync(text, cancellationToken);
        return await host.ReadToEndAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var noWait = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(noWait.Token);
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
