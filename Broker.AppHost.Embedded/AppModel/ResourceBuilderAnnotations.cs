namespace Aspire.Hosting.ApplicationModel;

/// <summary>The one step that every method of the app model ends in.</summary>
internal static class ResourceBuilderAnnotations
{
    /// <summary>Adds <paramref name="annotation"/> to what is said about the resource.</summary>
    public static IResourceBuilder<T> With<T>(this IResourceBuilder<T> builder, IResourceAnnotation annotation)
        where T : IResource
    {
        builder.Resource.Annotations.Add(annotation);
        return builder;
    }
}
