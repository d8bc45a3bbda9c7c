namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application.</summary>
public interface IResource
{
    /// <summary>Its name in the app model.</summary>
    string Name { get; }

    /// <summary>What the app model said about it.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
