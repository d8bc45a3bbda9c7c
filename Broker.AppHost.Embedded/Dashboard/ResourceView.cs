namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>One resource as the dashboard shows it.</summary>
/// <param name="Name">Its name in the app model.</param>
/// <param name="Type"><c>Project</c> or <c>Parameter</c>.</param>
/// <param name="State">In words: <c>Waiting</c>, <c>Starting</c>, <c>Running</c>, <c>Exited (1)</c>, <c>Failed to start</c> …; of a parameter empty</param>
/// <param name="Health"><c>Healthy</c>, <c>Unhealthy</c>; null when it has no health check.</param>
/// <param name="Urls">Addresses it can be reached at.</param>
/// <param name="Environment">Environment variables it was started with, secrets already masked.</param>
/// <param name="Commands">What can be asked of it.</param>
/// <param name="Actions">Which of start, stop and restart make sense now.</param>
/// <param name="Parameter">What there is to say of it when it is a parameter.</param>
public sealed record ResourceView(
    string Name,
    string Type,
    string State,
    string? Health,
    IReadOnlyList<string> Urls,
    IReadOnlyList<EnvironmentView> Environment,
    IReadOnlyList<CommandView> Commands,
    LifecycleActions Actions = LifecycleActions.None,
    ParameterView? Parameter = null);
