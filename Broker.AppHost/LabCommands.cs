using System.Net;
using System.Text;

namespace Broker.AppHost;

/// <summary>
/// Buttons on the broker's row of the dashboard. Each sends one request, and succeeds when the broker answers as it should, also
/// when that is a refusal.
/// </summary>
internal static class LabCommands
{
    private const string Chat = """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Say hello to the lab."}]}""";

    /// <summary>A chat request as a host would send it.</summary>
    public static IResourceBuilder<ProjectResource> WithChatCommand(this IResourceBuilder<ProjectResource> broker, string callerToken) =>
        broker.WithRequest("send-chat", "Send a chat request", "/v1/chat/completions", callerToken, HttpStatusCode.OK);

    /// <summary>The same without a caller token.</summary>
    public static IResourceBuilder<ProjectResource> WithMissingTokenCommand(this IResourceBuilder<ProjectResource> broker) =>
        broker.WithRequest("send-without-token", "Send without a token", "/v1/chat/completions", null, HttpStatusCode.Unauthorized);

    /// <summary>A request to a path that the broker does not allow.</summary>
    public static IResourceBuilder<ProjectResource> WithRefusedPathCommand(this IResourceBuilder<ProjectResource> broker, string callerToken) =>
        broker.WithRequest("send-to-other-path", "Send to a path that is not allowed", "/v1/files", callerToken, HttpStatusCode.Forbidden);

    private static IResourceBuilder<ProjectResource> WithRequest(
        this IResourceBuilder<ProjectResource> broker, string name, string displayName, string path, string? callerToken, HttpStatusCode expected) =>
        broker.WithHttpCommand(path, displayName, endpointName: "http", commandName: name, commandOptions: new HttpCommandOptions
        {
            Description = $"POST {path}, expects {(int)expected} {expected}.",
            PrepareRequest = context =>
            {
                context.Request.Content = new StringContent(Chat, Encoding.UTF8, "application/json");
                if (callerToken is not null)
                {
                    context.Request.Headers.Add("X-Broker-Token", callerToken);
                }

                return Task.CompletedTask;
            },
            GetCommandResult = async context =>
            {
                var status = $"{(int)context.Response.StatusCode} {context.Response.StatusCode}";
                var body = await context.Response.Content.ReadAsStringAsync(context.CancellationToken);
                return context.Response.StatusCode == expected
                    ? CommandResults.Success(status, body, CommandResultFormat.Text, displayImmediately: true)
                    : CommandResults.Failure($"{status}, where {(int)expected} {expected} was expected", body);
            },
        });
}
