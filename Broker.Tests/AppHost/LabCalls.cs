using System.Text;
using System.Text.Json;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.AppHost;

/// <summary>Starts the lab, presses the buttons of its dashboard, and asks what a host would ask.</summary>
internal static class LabCalls
{
    public const string ProviderKey = "sk-mock-provider-key";
    public const string CallerToken = "lab-caller-token";

    private const string Token = "a-browser-token";

    /// <summary>The setting without which nobody can press a button.</summary>
    public static (string Name, string Value) BrowserToken => ("AppHost__BrowserToken", Token);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static AppHostProcess Start(TemporaryFolder folder, params (string Name, string Value)[] settings) => AppHostProcess.Start(
        "Broker.AppHost",
        [("Lab__MockPort", "0"), ("Lab__EventsPath", folder.File("events.jsonl")), .. settings]);

    public static async Task<HttpClient> DashboardAsync(AppHostProcess lab)
    {
        var login = new Uri((await lab.WaitForLineAsync("Dashboard: ", Cancel)).Split(' ')[^1]);
        return new HttpClient(WatchedStream.CreateHandler("dashboard")) { BaseAddress = login, DefaultRequestHeaders = { { "X-API-Key", Token } } };
    }

    /// <summary>Presses a button.</summary>
    public static async Task<JsonElement> CommandAsync(HttpClient dashboard, string resource, string command)
    {
        using var answer = await dashboard.PostAsync($"/api/resources/{resource}/commands/{command}", null, Cancel);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;
    }

    /// <summary>What a host would send.</summary>
    public static async Task<HttpResponseMessage> ChatAsync(HttpClient host, string? traceparent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions");
        request.Headers.Add("X-Broker-Token", CallerToken);
        if (traceparent is not null)
        {
            request.Headers.Add("traceparent", traceparent);
        }

        request.Content = new StringContent("""{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}""", Encoding.UTF8, "application/json");
        return await host.SendAsync(request, Cancel);
    }

    public static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
