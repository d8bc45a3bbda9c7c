using Broker.Service.Configuration;

namespace Broker.Service.Policy;

/// <summary>A method and a request target that may be asked for, and the upstream that gets such requests.</summary>
internal sealed class Route(Upstream upstream, RouteSettings settings)
{
    // The configured path is sent as it is written; making it canonical could turn it into another one.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The upstream that gets the requests.</summary>
    public Upstream Upstream => upstream;

    /// <summary>HTTP method, upper case.</summary>
    public string Method => settings.Method;

    /// <summary>Request target, compared byte for byte and forwarded as it is written here.</summary>
    public string Path => settings.Path;

    /// <summary>The entry as the configuration has it: <c>/path</c> or <c>METHOD /path</c>.</summary>
    public string Entry => settings.Entry;

    /// <summary>Where requests go: made of the configuration alone, never of anything a host sent.</summary>
    public Uri Address { get; } = new(upstream.BaseUrl + settings.Path, AsWritten);
}
