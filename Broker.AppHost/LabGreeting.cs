using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.AppHost;

/// <summary>What a newcomer reads first: the dashboard's address, and what to do next.</summary>
internal static class LabGreeting
{
    private const string Dashboard = "aspire-dashboard";
    private const string DryRunBody = """{"prompt":"hello"}""";
    private const string MessageBody = """{"model":"claude-sonnet-4-5","max_tokens":256,"messages":[{"role":"user","content":"hello"}]}""";
    private const string ChatBody = """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}""";

    /// <summary>Prints it as soon as the dashboard and the broker are ready.</summary>
    /// <param name="builder">The app model.</param>
    /// <param name="broker">The broker.</param>
    /// <param name="lab">Whom it forwards to.</param>
    public static void AddGreeting(this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> broker, LabSettings lab)
    {
        builder.Eventing.Subscribe<ResourceReadyEvent>(async (ready, cancellationToken) =>
        {
            if (ready.Resource.Name == Dashboard)
            {
                var address = await ready.Services.GetRequiredService<DistributedApplicationModel>().DashboardAddressAsync(cancellationToken);
                var login = ready.Services.GetRequiredService<IConfiguration>()["AppHost:BrowserToken"] is { } token ? $"/login?t={token}" : "";
                Console.WriteLine($"""

                    Login to the dashboard at {address}{login}
                    All of the lab is plain HTTP on this machine alone, and needs no development certificate.

                    """);
            }
        });
        builder.Eventing.Subscribe<ResourceReadyEvent>(broker.Resource, async (_, cancellationToken) =>
            Console.WriteLine(Next(await broker.GetEndpoint("http").GetValueAsync(cancellationToken) ?? "", lab)));
    }

    /// <summary>Where the dashboard is; null if there is none, as in tests.</summary>
    /// <param name="model">The app model.</param>
    /// <param name="cancellationToken">Stops the wait for it.</param>
    public static async ValueTask<string?> DashboardAddressAsync(this DistributedApplicationModel model, CancellationToken cancellationToken) =>
        model.Resources.OfType<IResourceWithEndpoints>().FirstOrDefault(resource => resource.Name == Dashboard) is { } dashboard
            ? await dashboard.GetEndpoint("http").GetValueAsync(cancellationToken)
            : null;

    private static string Next(string address, LabSettings lab) => lab.Provider switch
    {
        Provider.None => $"""
            The broker listens on {address} and only describes what it would forward. Send it a request:

              curl -X POST {address}/v1/responses -H "Content-Type: application/json" -d '{DryRunBody}'

            """,
        Provider.Agents => $"""
            The broker listens on {address}: OpenAI's API is under /openai, Anthropic's under /anthropic. Send each a request:

              curl -X POST {address}/openai/v1/chat/completions -H "X-Broker-Token: {lab.CallerToken}" -H "Content-Type: application/json" -d '{ChatBody}'

              curl -X POST {address}/anthropic/v1/messages -H "x-api-key: {lab.ClaudeToken}" -H "anthropic-version: 2023-06-01" -H "Content-Type: application/json" -d '{MessageBody}'

            Then look at the two traces. The settings are Broker.AppHost/agents.json. Ctrl+C ends the lab.

            """,
        _ => $"""
            The broker listens on {address}. Send it a request, or press "Send a chat request" on its row of the dashboard:

              curl -X POST {address}/v1/chat/completions -H "X-Broker-Token: {lab.CallerToken}" -H "Content-Type: application/json" -d '{ChatBody}'

            Then look at the trace, and at "Show the trust boundary". Ctrl+C ends the lab.

            """,
    };
}
