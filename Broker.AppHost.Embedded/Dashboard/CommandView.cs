namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>A command that a resource offers.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="DisplayName">What the button says.</param>
/// <param name="Description">What it does, in a sentence; null when there is nothing to add.</param>
public sealed record CommandView(string Name, string DisplayName, string? Description);
