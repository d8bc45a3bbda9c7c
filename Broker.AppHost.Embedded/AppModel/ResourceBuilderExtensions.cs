using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>What can be said about the parts of an application.</summary>
public static class ResourceBuilderExtensions
{
    private const string Http = "http";

    /// <summary>Gives the resource an environment variable.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment =>
        builder.With(new EnvironmentAnnotation(name, _ => new(value ?? "")));

    /// <summary>Gives the resource a parameter's value as an environment variable.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return builder.With(new EnvironmentAnnotation(name, parameter.Resource.GetValueAsync));
    }

    /// <summary>Gives the resource an address of another one as an environment variable.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(endpointReference);
        return builder.With(new EnvironmentAnnotation(name, _ => new(endpointReference.Url)));
    }

    /// <summary>Tells the resource where <paramref name="source"/> is: <c>services__NAME__http__0</c> and <c>NAME_HTTP</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        return builder.With(new ReferenceAnnotation(source.Resource));
    }

    /// <summary>Makes the resource listen, and tells it through <c>ASPNETCORE_URLS</c> where.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port; null takes a free one.</param>
    /// <param name="targetPort">Must stay null: nothing stands in front of the resource here, so it has one port.</param>
    /// <param name="name">Name of the address; <c>http</c> unless given.</param>
    /// <param name="env">Must stay null: the address is told through <c>ASPNETCORE_URLS</c>.</param>
    /// <param name="isProxied">Means nothing here: there is no proxy.</param>
    /// <exception cref="NotSupportedException"><paramref name="targetPort"/> or <paramref name="env"/> is given.</exception>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints
    {
        if (targetPort is not null || env is not null)
        {
            throw new NotSupportedException("The embedded engine knows neither targetPort nor env of WithHttpEndpoint.");
        }

        return builder.With(new EndpointAnnotation(name ?? Http, port));
    }

    /// <summary>An address of the resource.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new EndpointReference(builder.Resource, name);
    }

    /// <summary>Starts the resource only when <paramref name="dependency"/> runs and is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(dependency);
        return builder.With(new WaitAnnotation(dependency.Resource));
    }

    /// <summary>Leaves the resource alone until somebody starts it.</summary>
    public static IResourceBuilder<T> WithExplicitStart<T>(this IResourceBuilder<T> builder)
        where T : IResource =>
        builder.With(new ExplicitStartAnnotation());

    /// <summary>Asks the resource over HTTP whether it is healthy; until it is, it counts as not started.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints =>
        builder.With(new HttpHealthCheckAnnotation(endpointName ?? Http, path ?? "/", statusCode ?? 200));

    /// <summary>Offers a request to the resource as a command.</summary>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder,
        string path,
        string displayName,
        string? endpointName = null,
        string? commandName = null,
        HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints =>
        builder.With(new HttpCommandAnnotation(commandName ?? path, displayName, endpointName ?? Http, path, commandOptions ?? new()));
}
