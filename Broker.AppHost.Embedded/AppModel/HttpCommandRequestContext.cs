namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command about to be sent.</summary>
public sealed class HttpCommandRequestContext
{
    /// <summary>Name of the resource that the command belongs to.</summary>
    public required string ResourceName { get; init; }

    /// <summary>The address that is called.</summary>
    public required EndpointReference Endpoint { get; init; }

    /// <summary>Cancelled when nobody waits for the outcome any more.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The client that sends the request.</summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>The request, to be completed.</summary>
    public required HttpRequestMessage Request { get; init; }
}
