using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds projects to the app model.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project that runs as a process.</summary>
    /// <typeparam name="TProject">The class that was generated for it.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">What to call it.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new ProjectResource(name)).With(new TProject());
    }
}
