namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a resource listens.</summary>
/// <param name="name">Name of the address; <c>http</c> unless said otherwise.</param>
/// <param name="port">The port; null takes a free one.</param>
internal sealed class EndpointAnnotation(string name, int? port) : IResourceAnnotation
{
    /// <summary>Where everything listens: what runs on a developer's machine is nobody else's business.</summary>
    public const string Host = "127.0.0.1";

    /// <summary>Name of the address.</summary>
    public string Name { get; } = name;

    /// <summary>The port that was asked for.</summary>
    public int? Port { get; } = port;

    /// <summary>The port it really is; null before the start.</summary>
    public int? AllocatedPort { get; set; }
}
