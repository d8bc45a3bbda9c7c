using Broker.Service.Configuration;

namespace Broker.Service.Policy;

/// <summary>A method and a request target that are allowed, and the upstream that serves them.</summary>
internal sealed class Route(Upstream upstream, RouteSettings settings)
{
    // The configured path is sent as written; canonicalization could turn it into another one.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public Upstream Upstream => upstream;

    /// <summary>HTTP method, upper case.</summary>
    public string Method => settings.Method;

    /// <summary>Request target, compared byte for byte and forwarded unchanged.</summary>
    public string Path => settings.Path;

    /// <summary>The entry as configured: <c>/path</c> or <c>METHOD /path</c>.</summary>
    public string Entry => settings.Entry;

    /// <summary>Address of the outgoing request, from configuration only, never from the host's request.</summary>
    public Uri Address { get; } = new(upstream.BaseUrl + settings.Path, AsWritten);
}
