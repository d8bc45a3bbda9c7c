using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>All that the app model said about a resource, in the order in which it was said.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>;
