using Broker.AppHost.Embedded.Dashboard.Commands;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>A resource as the API shows it.</summary>
internal sealed record ApiResource(
    string Name,
    string Type,
    string State,
    string? Health,
    IReadOnlyList<string> Urls,
    IReadOnlyList<EnvironmentView> Environment,
    IReadOnlyList<CommandView> Commands,
    IReadOnlyList<string> Actions,
    ParameterView? Parameter,
    CommandRun? LastCommand)
{
    /// <summary>From what the engine knows.</summary>
    /// <param name="view">The resource.</param>
    /// <param name="lastCommand">Its last command, if any.</param>
    public static ApiResource Of(ResourceView view, CommandRun? lastCommand) =>
        new(view.Name, view.Type, view.State, view.Health, view.Urls, view.Environment, view.Commands, ActionsOf(view.Actions), view.Parameter, lastCommand);

    private static string[] ActionsOf(LifecycleActions actions) =>
        [.. Enum.GetValues<LifecycleActions>().Where(action => (action & actions) != 0).Select(action => action.ToString().ToLowerInvariant())];
}
