using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Broker.AppHost.Embedded.Dashboard;
using Broker.AppHost.Embedded.Dashboard.Scan;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>Carries out the commands that the app model offers.</summary>
/// <param name="client">Sends their requests.</param>
/// <param name="mask">Keeps secrets out of what is shown.</param>
/// <param name="scan">Counts the answers and those with secrets.</param>
internal sealed class CommandRunner(HttpClient client, SecretMask mask, SecretScan? scan = null)
{
    /// <summary>Sends the request of <paramref name="command"/> and reads the answer.</summary>
    public async Task<CommandOutcome> RunAsync(IResourceWithEndpoints resource, HttpCommandAnnotation command, CancellationToken cancellationToken)
    {
        try
        {
            var result = await SendAsync(resource, command, cancellationToken);
            string?[] lines = [result.Message, result.Data?.Value];
            var text = string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line)));
            return new CommandOutcome(result.Success, mask.Apply(scan?.Read(ScanKind.CommandAnswers, resource.Name, text) ?? text));
        }
        catch (HttpRequestException e)
        {
            return new CommandOutcome(false, mask.Apply($"{resource.Name} cannot be reached: {e.Message}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CommandOutcome(false, $"{resource.Name} did not answer in time.");
        }
    }

    private async Task<ExecuteCommandResult> SendAsync(IResourceWithEndpoints resource, HttpCommandAnnotation command, CancellationToken cancellationToken)
    {
        var endpoint = new EndpointReference(resource, command.EndpointName);
        using var request = new HttpRequestMessage(command.Options.Method ?? HttpMethod.Post, new Uri(new Uri(endpoint.Url), command.Path));
        if (command.Options.PrepareRequest is { } prepare)
        {
            await prepare(new HttpCommandRequestContext
            {
                ResourceName = resource.Name,
                Endpoint = endpoint,
                CancellationToken = cancellationToken,
                HttpClient = client,
                Request = request,
            });
        }

        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } parent })
        {
            request.Headers.TryAddWithoutValidation("traceparent", parent);
        }

        using var response = await client.SendAsync(request, cancellationToken);
        if (command.Options.GetCommandResult is not { } judge)
        {
            return response.IsSuccessStatusCode ? CommandResults.Success() : CommandResults.Failure($"Request failed with status code {(int)response.StatusCode}");
        }

        return await judge(new HttpCommandResultContext
        {
            ResourceName = resource.Name,
            Endpoint = endpoint,
            CancellationToken = cancellationToken,
            HttpClient = client,
            Response = response,
        });
    }
}
