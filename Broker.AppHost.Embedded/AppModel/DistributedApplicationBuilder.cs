using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <inheritdoc cref="IDistributedApplicationBuilder"/>
/// <param name="configuration">Settings.</param>
/// <param name="appHost">What the app host knows about itself.</param>
internal sealed class DistributedApplicationBuilder(ConfigurationManager configuration, AppHostFacts appHost) : IDistributedApplicationBuilder
{
    private readonly List<IResource> _resources = [];

    /// <inheritdoc/>
    public ConfigurationManager Configuration { get; } = configuration;

    /// <inheritdoc/>
    public string AppHostDirectory { get; } = appHost.Directory;

    /// <inheritdoc/>
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (_resources.Exists(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"There are two resources named {resource.Name} in the app model.");
        }

        _resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    /// <inheritdoc/>
    public DistributedApplication Build() => new(_resources, Configuration, appHost);
}
