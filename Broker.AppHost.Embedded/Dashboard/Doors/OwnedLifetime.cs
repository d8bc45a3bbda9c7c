using Microsoft.Extensions.Hosting;

namespace Broker.AppHost.Embedded.Dashboard.Doors;

/// <summary>Lives as long as its owner says: the usual lifetime would end the dashboard by itself on Ctrl+C, before the resources have ended.</summary>
internal sealed class OwnedLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
