using Broker.Service.Configuration;

namespace Broker.Service.Forwarding;

/// <summary>Where requests go: the addresses made of the configuration once, never of anything a host sent.</summary>
internal sealed class UpstreamTarget
{
    // The configured path is sent as it is written; making it canonical could turn it into another one.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };
    private readonly Dictionary<string, Uri> _byPath;

    /// <summary>Makes the addresses of all allowed paths.</summary>
    public UpstreamTarget(BrokerOptions options)
    {
        IsLocal = options.UpstreamIsDiscovered || new Uri(options.UpstreamBaseUrl).IsLoopback;
        _byPath = options.AllowedPaths
            .Select(entry => entry.Path)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(path => path, path => new Uri(options.UpstreamBaseUrl + path, AsWritten), StringComparer.Ordinal);
    }

    /// <summary>Whether the upstream is on this machine, so that trace context may go to it.</summary>
    public bool IsLocal { get; }

    /// <summary>The address of an allowed path.</summary>
    public Uri For(AllowedPath allowed) => _byPath[allowed.Path];
}
