using Aspire.Hosting.ApplicationModel;
using Broker.AppHost.Embedded.Dashboard;

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
        ParameterResource parameter => new ResourceView(parameter.Name, "Parameter", "Running", null, [], [], []),
        _ => null,
    };

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
            [.. project.Annotations.OfType<HttpCommandAnnotation>().Select(command => new CommandView(command.Name, command.DisplayName, command.Options.Description))]);
    }
}
