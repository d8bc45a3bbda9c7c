using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Broker.Pictures;

/// <summary>The lab, running on the embedded engine.</summary>
internal sealed class Lab : IAsyncDisposable
{
    private readonly RunningProgram _program;
    private readonly DirectoryInfo _scratch;

    private Lab(RunningProgram program, DirectoryInfo scratch, string otlpKey, Uri login, Uri broker, Uri mock) =>
        (_program, _scratch, OtlpKey, Login, Broker, Mock) = (program, scratch, otlpKey, login, broker, mock);

    /// <summary>The link that signs in to the dashboard.</summary>
    public Uri Login { get; }

    /// <summary>The broker.</summary>
    public Uri Broker { get; }

    /// <summary>The mock provider.</summary>
    public Uri Mock { get; }

    /// <summary>What the dashboard asks of those who send it telemetry.</summary>
    public string OtlpKey { get; }

    /// <summary>The app host.</summary>
    public RunningProgram Program => _program;

    /// <summary>Asks whatever is to be asked.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });

    /// <summary>Starts it.</summary>
    /// <param name="repository">The repository's folder.</param>
    /// <param name="ports">Where it listens.</param>
    /// <param name="appHost">The built app host; built first when left out.</param>
    public static async Task<Lab> StartAsync(string repository, LabPorts ports, string? appHost = null)
    {
        var scratch = Directory.CreateTempSubdirectory("broker-pictures-");
        var otlpKey = RandomNumberGenerator.GetHexString(32);
        string[] start = appHost is null ? ["run", "--project", "Broker.AppHost", "--no-launch-profile", "-p:UseAspire=false", "--"] : [appHost];
        var program = RunningProgram.Start(
            repository,
            [
                .. start, $"--Lab:BrokerPort={ports.Broker}", $"--Lab:MockPort={ports.Mock}", $"--Lab:EventsPath={Path.Combine(scratch.FullName, "events.jsonl")}",
                $"--AppHost:OtlpApiKey={otlpKey}",
            ],
            ("DOTNET_ENVIRONMENT", "Development"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://127.0.0.1:0"),
            ("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "http://127.0.0.1:0"));
        var mock = await program.WaitForAsync(@"^mock-provider +\| is ready at (\S+)\.$");
        var broker = await program.WaitForAsync(@"^broker +\| is ready at (\S+)\.$");
        var login = await program.WaitForAsync(@"^Dashboard: (\S+)$");
        return new(program, scratch, otlpKey, new(login.Groups[1].Value), new(broker.Groups[1].Value), new(mock.Groups[1].Value));
    }

    /// <summary>Sends something to the broker, and waits for its trace.</summary>
    /// <param name="request">What to send.</param>
    /// <returns>Address of the trace's page.</returns>
    public async Task<Uri> SendAsync(HttpRequestMessage request)
    {
        var before = await NewestTraceAsync();
        using (var answer = await Http.SendAsync(request))
        {
            await answer.Content.ReadAsByteArrayAsync();
        }

        while (true)
        {
            if (await NewestTraceAsync() is { } trace && trace != before)
            {
                return new Uri(Login, $"/traces/{trace}");
            }

            await Task.Delay(100);
        }
    }

    /// <summary>Asks the dashboard's API.</summary>
    /// <param name="path">What.</param>
    public async Task<JsonNode?> AskAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Login, path));
        request.Headers.Add("X-API-Key", Login.Query.Split('=')[1]);
        using var answer = await Http.SendAsync(request);
        return await JsonNode.ParseAsync(await answer.Content.ReadAsStreamAsync());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _program.DisposeAsync();
        // What it started ends a moment after it.
        for (var tries = 0; _scratch.Exists && tries < 20; tries++)
        {
            try
            {
                _scratch.Delete(recursive: true);
            }
            catch (IOException)
            {
                await Task.Delay(100);
            }
        }
    }

    private async Task<string?> NewestTraceAsync() =>
        (string?)(await AskAsync("/api/traces?limit=1"))?["traces"]?.AsArray().FirstOrDefault()?["traceId"];
}
