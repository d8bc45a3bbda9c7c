namespace Aspire.Hosting.ApplicationModel;

/// <inheritdoc cref="IResourceBuilder{T}"/>
internal sealed record ResourceBuilder<T>(IDistributedApplicationBuilder ApplicationBuilder, T Resource) : IResourceBuilder<T>
    where T : IResource;
