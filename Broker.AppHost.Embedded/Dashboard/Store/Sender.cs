namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>The process that telemetry came from.</summary>
/// <param name="Name">Its <c>service.name</c>, which the engine sets to the resource's name.</param>
/// <param name="Instance">Its <c>service.instance.id</c>, if it gave one.</param>
/// <param name="Attributes">All it said about itself.</param>
internal sealed record Sender(string Name, string? Instance, AttributeSet Attributes)
{
    /// <summary>Whether both are the same process, and so read the same clock.</summary>
    /// <param name="other">The other one.</param>
    public bool IsSameProcessAs(Sender other) => Name == other.Name && Instance == other.Instance;
}
