using Broker.AppHost.Embedded.Dashboard.Output;

namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>What the dashboard knows about the resources, and what it may ask of them.</summary>
internal interface IResourceSource
{
    /// <summary>Raised from any thread when a resource is no longer as it was.</summary>
    event Action? Changed;

    /// <summary>All resources as they are now, in the order of the app model.</summary>
    IReadOnlyList<ResourceView> Resources { get; }

    /// <summary>What they wrote.</summary>
    ConsoleStore Console { get; }

    /// <summary>Starts, stops or restarts a resource.</summary>
    /// <param name="resource">Name of the resource.</param>
    /// <param name="action">One of them.</param>
    /// <param name="cancellationToken">Cancels the wait for its end, not the end.</param>
    Task<LifecycleAnswer> ChangeAsync(string resource, LifecycleActions action, CancellationToken cancellationToken);

    /// <summary>Runs a command of a resource.</summary>
    /// <param name="resource">Name of the resource.</param>
    /// <param name="command">Name of the command.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits for the outcome any more.</param>
    /// <returns>What came of it; null when there is no such resource or command.</returns>
    Task<CommandOutcome?> ExecuteAsync(string resource, string command, CancellationToken cancellationToken);
}
