namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says how to find out whether a resource is healthy.</summary>
/// <param name="EndpointName">Which of its addresses to ask.</param>
/// <param name="Path">What to ask for.</param>
/// <param name="StatusCode">The answer of a healthy one.</param>
internal sealed record HttpHealthCheckAnnotation(string EndpointName, string Path, int StatusCode) : IResourceAnnotation;
