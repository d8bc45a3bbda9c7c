namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says more about a resource.</summary>
/// <typeparam name="T">Kind of resource.</typeparam>
public interface IResourceBuilder<out T>
    where T : IResource
{
    /// <summary>What is being built.</summary>
    T Resource { get; }

    /// <summary>The application that it is a part of.</summary>
    IDistributedApplicationBuilder ApplicationBuilder { get; }
}
