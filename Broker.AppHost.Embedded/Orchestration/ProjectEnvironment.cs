using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>Puts together what a project finds in its environment; what the app model says comes last and wins.</summary>
/// <param name="telemetry">The way to the dashboard.</param>
/// <param name="launchProfile">Name of the app host's launch profile.</param>
internal sealed class ProjectEnvironment(TelemetryVariables telemetry, string? launchProfile)
{
    /// <summary>What is said to the app host about itself and would mislead the projects.</summary>
    public static readonly IReadOnlyList<string> NotInherited = ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE"];

    /// <summary>The variables for one process of <paramref name="project"/>, besides those inherited from the app host.</summary>
    /// <param name="project">The project.</param>
    /// <param name="cancellationToken">Cancels the wait for values.</param>
    /// <exception cref="DistributedApplicationException">A parameter has no value.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ComposeAsync(ProjectResource project, CancellationToken cancellationToken)
    {
        var variables = telemetry.For(project.Name, Guid.NewGuid().ToString("N")[..8]);

        // Their console is the dashboard's too, which has colours.
        variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";

        if (project.Annotations.OfType<EndpointAnnotation>().ToList() is { Count: > 0 } endpoints)
        {
            variables["ASPNETCORE_URLS"] = string.Join(';', endpoints.Select(endpoint => new EndpointReference(project, endpoint.Name).Url));
        }

        var metadata = project.Annotations.OfType<IProjectMetadata>().First();
        foreach (var (name, value) in LaunchProfile.ReadVariables(metadata.ProjectPath, launchProfile))
        {
            variables.TryAdd(name, value);
        }

        foreach (var annotation in project.Annotations)
        {
            switch (annotation)
            {
                case EnvironmentAnnotation environment:
                    variables[environment.Name] = await environment.GetValueAsync(cancellationToken) ?? "";
                    break;
                case ReferenceAnnotation reference:
                    foreach (var (name, value) in ServiceVariables.For(reference.Source))
                    {
                        variables[name] = value;
                    }

                    break;
            }
        }

        return variables;
    }
}
