using Aspire.Hosting.ApplicationModel;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>Asks a running project again and again how it is: often until it is healthy, now and then from there on.</summary>
/// <param name="project">The project.</param>
/// <param name="status">Where the answer is kept.</param>
/// <param name="services">What the runners share.</param>
internal sealed class HealthWatch(ProjectResource project, ProjectStatus status, RunnerServices services)
{
    private static readonly TimeSpan UntilHealthy = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan OnceHealthy = TimeSpan.FromSeconds(5);

    /// <summary>Asks until the project has ended.</summary>
    /// <param name="healthy">Told each time it is healthy.</param>
    /// <param name="ended">Cancelled when the project has ended.</param>
    public async Task RunAsync(Action healthy, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                var isHealthy = await services.Health.IsHealthyAsync(project, ended);
                Tell(isHealthy);
                if (isHealthy)
                {
                    healthy();
                }

                await Task.Delay(isHealthy ? OnceHealthy : UntilHealthy, services.TimeProvider, ended);
            }
        }
        catch (OperationCanceledException)
        {
            Tell(isHealthy: false);
        }
    }

    // Null stays: nobody knows how one is that has no health check.
    private void Tell(bool isHealthy) => status.Health = status.Health is null ? null : isHealthy ? "Healthy" : "Unhealthy";
}
