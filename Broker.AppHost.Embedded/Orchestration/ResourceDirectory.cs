using Aspire.Hosting.ApplicationModel;
using Broker.AppHost.Embedded.Dashboard;
using Broker.AppHost.Embedded.Dashboard.Output;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>Shows the running application to the dashboard.</summary>
/// <param name="resources">The app model.</param>
/// <param name="commands">Carries out commands.</param>
/// <param name="mask">Keeps secrets out of what is shown.</param>
internal sealed class ResourceDirectory(IReadOnlyList<IResource> resources, CommandRunner commands, SecretMask mask) : IResourceSource
{
    private IReadOnlyDictionary<string, ProjectRunner> _runners = new Dictionary<string, ProjectRunner>();

    /// <inheritdoc/>
    public event Action? Changed;

    /// <summary>The runners of all projects, by name; empty until they are made.</summary>
    public IReadOnlyDictionary<string, ProjectRunner> Runners
    {
        get => _runners;
        set
        {
            _runners = value;
            foreach (var runner in value.Values)
            {
                runner.Changed += () => Changed?.Invoke();
            }

            Changed?.Invoke();
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ResourceView> Resources => [.. resources.Select(View).OfType<ResourceView>()];

    /// <summary>Starts and stops the projects, by name; empty until they can be.</summary>
    public IReadOnlyDictionary<string, ProjectLifecycle> Lifecycles { get; set; } = new Dictionary<string, ProjectLifecycle>();

    /// <inheritdoc/>
    public ConsoleStore Console { get; init; } = new(TimeProvider.System);

    /// <inheritdoc/>
    public Task<LifecycleAnswer> ChangeAsync(string resource, LifecycleActions action, CancellationToken cancellationToken) =>
        Lifecycles.TryGetValue(resource, out var lifecycle) ? lifecycle.ChangeAsync(action, cancellationToken) : Task.FromResult(LifecycleAnswer.NotFound);

    /// <inheritdoc/>
    public async Task<CommandOutcome?> ExecuteAsync(string resource, string command, CancellationToken cancellationToken)
    {
        var owner = resources.OfType<IResourceWithEndpoints>().FirstOrDefault(candidate => candidate.Name == resource);
        var annotation = owner?.Annotations.OfType<HttpCommandAnnotation>().FirstOrDefault(candidate => candidate.Name == command);
        return annotation is null ? null : await commands.RunAsync(owner!, annotation, cancellationToken);
    }

    private ResourceView? View(IResource resource) => resource switch
    {
        ProjectResource project => View(project),
        ParameterResource parameter => View(parameter),
        _ => null,
    };

    private ResourceView View(ParameterResource parameter)
    {
        // Read at the start already, so this never waits.
        var value = parameter.Secret ? SecretMask.Mask : mask.Apply(parameter.Value);
        return new ResourceView(parameter.Name, "Parameter", "", null, [], [], [], Parameter: new(value, parameter.Origin));
    }

    private ResourceView View(ProjectResource project)
    {
        var runner = Runners.GetValueOrDefault(project.Name);
        var environment = runner?.Environment ?? new Dictionary<string, string>();
        return new ResourceView(
            project.Name,
            "Project",
            runner?.State ?? "Waiting",
            runner?.Health,
            runner?.Urls ?? [],
            [.. environment.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => new EnvironmentView(variable.Key, mask.Apply(variable.Value)))],
            [.. project.Annotations.OfType<HttpCommandAnnotation>().Select(command => new CommandView(command.Name, command.DisplayName, command.Options.Description))],
            Lifecycles.GetValueOrDefault(project.Name)?.Actions ?? LifecycleActions.None);
    }
}
