namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address that a resource listens at, known once the application starts.</summary>
/// <param name="owner">Who listens.</param>
/// <param name="endpointName">Name of the address.</param>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName)
{
    /// <summary>Who listens.</summary>
    public IResourceWithEndpoints Resource { get; } = owner;

    /// <summary>Name of the address.</summary>
    public string EndpointName { get; } = endpointName;

    /// <summary>Whether the port is known already.</summary>
    public bool IsAllocated => Annotation.AllocatedPort is not null;

    /// <summary>The port.</summary>
    /// <exception cref="InvalidOperationException">Not known yet.</exception>
    public int Port => Annotation.AllocatedPort
        ?? throw new InvalidOperationException($"The endpoint {EndpointName} of {Resource.Name} has no port before the application starts.");

    /// <summary>The whole address: <c>http://127.0.0.1:8791</c>.</summary>
    /// <exception cref="InvalidOperationException">Not known yet.</exception>
    public string Url => $"http://{EndpointAnnotation.Host}:{Port}";

    private EndpointAnnotation Annotation => Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => endpoint.Name == EndpointName)
        ?? throw new InvalidOperationException($"{Resource.Name} has no endpoint named {EndpointName}.");
}
