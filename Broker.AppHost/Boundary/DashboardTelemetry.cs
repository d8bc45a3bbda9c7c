using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.AppHost.Boundary;

/// <summary>What the dashboard knows of this run, by its telemetry API. Anything that keeps it from answering is a <see cref="HttpRequestException"/>.</summary>
internal sealed class DashboardTelemetry : IDisposable
{
    private const string DashboardResource = "aspire-dashboard";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http;

    private DashboardTelemetry(Uri address, string key)
    {
        Address = address;
        _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Patience };
        _http.DefaultRequestHeaders.Add("x-api-key", key);
    }

    /// <summary>The dashboard.</summary>
    public Uri Address { get; }

    /// <summary>Finds the dashboard among an app's services.</summary>
    public static async Task<DashboardTelemetry> ConnectAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var key = services.GetRequiredService<IConfiguration>()["AppHost:DashboardApiKey"];
        var dashboard = services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<IResourceWithEndpoints>()
            .FirstOrDefault(resource => resource.Name == DashboardResource);
        return key is not null && dashboard is not null && await dashboard.GetEndpoint("http").GetValueAsync(cancellationToken) is { } address
            ? new(new Uri(address), key)
            : throw new HttpRequestException("The dashboard does not run.");
    }

    /// <summary>The page of a trace.</summary>
    public Uri PageOf(string traceId) => new(Address, $"/traces/detail/{traceId}");

    /// <summary>The newest spans of a resource that have a name.</summary>
    public async Task<IReadOnlyList<TelemetrySpan>> GetSpansAsync(string resource, string name, int limit, CancellationToken cancellationToken) =>
        await GetAsync($"spans?resource={Uri.EscapeDataString(resource)}&search=name:{Uri.EscapeDataString(name)}&limit={limit}", cancellationToken) is { } answer
            ? TelemetrySpan.All(answer.GetProperty("data"))
            : [];

    /// <summary>The spans of a trace; empty where the dashboard does not know it.</summary>
    public async Task<IReadOnlyList<TelemetrySpan>> GetTraceAsync(string traceId, CancellationToken cancellationToken) =>
        await GetAsync($"traces/{Uri.EscapeDataString(traceId)}", cancellationToken) is { } answer
            ? TelemetrySpan.All(answer.GetProperty("data"))
            : [];

    /// <summary>All <c>spans</c> or all <c>logs</c> that the dashboard has, as OTLP JSON.</summary>
    public async Task<(JsonElement Data, int Count)> GetAllAsync(string kind, CancellationToken cancellationToken) =>
        await GetAsync($"{kind}?limit={int.MaxValue}", cancellationToken) is { } answer
            ? (answer.GetProperty("data"), answer.GetProperty("returnedCount").GetInt32())
            : (default, 0);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Asks; null where the dashboard does not know what was asked for.</summary>
    private async Task<JsonElement?> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri($"/api/telemetry/{path}", UriKind.Relative), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        using var document = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        return document.RootElement.Clone();
    }
}
