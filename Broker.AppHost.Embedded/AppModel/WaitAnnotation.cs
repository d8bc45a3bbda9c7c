namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a resource starts only when another one is ready.</summary>
/// <param name="Dependency">The other one.</param>
internal sealed record WaitAnnotation(IResource Dependency) : IResourceAnnotation;
