using Aspire.Hosting.ApplicationModel;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>Asks resources over HTTP how they are.</summary>
/// <param name="client">Asks; its time limit counts as bad health.</param>
internal sealed class HealthProbe(HttpClient client)
{
    /// <summary>Whether all health checks of <paramref name="resource"/> answer as they should.</summary>
    public async Task<bool> IsHealthyAsync(IResourceWithEndpoints resource, CancellationToken cancellationToken)
    {
        foreach (var check in resource.Annotations.OfType<HttpHealthCheckAnnotation>())
        {
            if (!await AnswersAsync(new Uri(new Uri(new EndpointReference(resource, check.EndpointName).Url), check.Path), check.StatusCode, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> AnswersAsync(Uri url, int statusCode, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)response.StatusCode == statusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Too slow an answer.
            return false;
        }
    }
}
