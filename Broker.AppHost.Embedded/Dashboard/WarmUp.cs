using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Broker.AppHost.Embedded.Dashboard.Pages;
using Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>Opens each page once, so that who opens the first one does not wait while its code is compiled.</summary>
internal static class WarmUp
{
    private const string PageWithRows = "/logs?log=1";
    private const int MostTries = 60;
    private const int Often = 64;
    private static readonly string[] Pages = [PageWithRows, "/traces", "/metrics", "/console", "/" + PageAssets.Style];
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Signs in, opens the pages and throws away what comes. Whatever goes wrong, somebody will see it on the page itself.</summary>
    /// <param name="login">The link that signs in.</param>
    /// <param name="time">Measures pauses.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task RunAsync(Uri login, TimeProvider time, CancellationToken stop)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null, CookieContainer = cookies }) { BaseAddress = login };
        try
        {
            await client.GetStringAsync(login, stop);
            await OpenPagesAsync(client, stop);

            // Without telemetry they are other pages: once more when some has come.
            for (var tries = 0; tries < MostTries && !await HasLogsAsync(client, stop); tries++)
            {
                await Task.Delay(Pause, time, stop);
            }

            await OpenPagesAsync(client, stop);
            LayTracesOut(time);
            await FirstCircuit.DrawAsync(new Uri(login, PageWithRows), await client.GetStringAsync(PageWithRows, stop), cookies, stop);
        }
        catch (Exception e) when (e is HttpRequestException or WebSocketException or OperationCanceledException)
        {
            // The pages open without it too.
        }
    }

    private static async Task OpenPagesAsync(HttpClient client, CancellationToken stop)
    {
        foreach (var page in Pages)
        {
            await client.GetStringAsync(page, stop);
        }
    }

    // There is no trace yet, and the first page of traces may have ten thousand: as often as the runtime wants it, to compile it well.
    private static void LayTracesOut(TimeProvider time)
    {
        var (sender, now) = (new Sender("warm-up", null, AttributeSet.Empty), time.GetUtcNow());
        var spans = Enumerable.Range(0, 16).Select(number => new SpanRecord
        {
            TraceId = "",
            SpanId = $"{number}",
            ParentId = number == 0 ? null : $"{(number - 1) / 3}",
            Name = "",
            Sender = sender,
            Scope = "",
            Start = now,
            End = now,
        }).ToArray();
        for (var times = 0; times < Often; times++)
        {
            _ = new TraceLayout(new TraceSnapshot(spans), []);
        }
    }

    private static async Task<bool> HasLogsAsync(HttpClient client, CancellationToken stop)
    {
        using var answer = JsonDocument.Parse(await client.GetStringAsync("/api/logs?limit=1", stop));
        return answer.RootElement.GetProperty("matched").GetInt32() > 0;
    }
}
