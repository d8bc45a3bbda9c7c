namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something said about a resource.</summary>
public interface IResourceAnnotation;
