using Broker.AppHost.Embedded.Dashboard.Pages;

namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>Opens each page once, so that who opens the first one does not wait while its code is compiled.</summary>
internal static class WarmUp
{
    private static readonly string[] Pages = ["/traces", "/logs", "/metrics", "/console", "/" + PageAssets.Style];

    /// <summary>Signs in, opens the pages and throws away what comes. Whatever goes wrong, somebody will see it on the page itself.</summary>
    /// <param name="login">The link that signs in.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task RunAsync(Uri login, CancellationToken stop)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null });
        foreach (var page in Pages.Prepend(login.PathAndQuery))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(login, page), stop);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                return;
            }
        }
    }
}
