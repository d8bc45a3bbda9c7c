using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Describes an application, part by part.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Settings: <c>appsettings.json</c> of the app host, environment, command line; the later wins.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>Folder of the app host's project.</summary>
    string AppHostDirectory { get; }

    /// <summary>Adds a part.</summary>
    /// <param name="resource">The part.</param>
    /// <exception cref="DistributedApplicationException">There is one of that name.</exception>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>Ends the description.</summary>
    DistributedApplication Build();
}
