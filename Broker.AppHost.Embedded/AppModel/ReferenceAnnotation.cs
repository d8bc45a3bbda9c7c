namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a resource is told where another one is.</summary>
/// <param name="Source">The other one.</param>
internal sealed record ReferenceAnnotation(IResourceWithServiceDiscovery Source) : IResourceAnnotation;
