using Broker.Service.Configuration;

namespace Broker.Service.Policy;

/// <summary>A provider to forward to, and what goes there with each request.</summary>
internal sealed class Upstream(BrokerOptions options)
{
    /// <summary>Scheme, authority and an optional path, without a trailing slash.</summary>
    public string BaseUrl { get; } = options.UpstreamBaseUrl;

    /// <summary>True if the host names a service that service discovery has to find.</summary>
    public bool IsDiscovered { get; } = options.UpstreamIsDiscovered;

    /// <summary>True if the upstream is on this machine, so that trace context may go to it.</summary>
    public bool IsLocal { get; } = options.UpstreamIsDiscovered || new Uri(options.UpstreamBaseUrl).IsLoopback;

    /// <summary>Where the provider key comes from.</summary>
    public SecretSourceOptions SecretSource { get; } = options.SecretSource;

    /// <summary>Headers sent with every request.</summary>
    public IReadOnlyDictionary<string, string> ExtraHeaders { get; } = options.ExtraHeaders;

    /// <summary>Longest request body, in bytes.</summary>
    public int MaxRequestBytes { get; } = options.MaxRequestBytes;

    /// <summary>Longest wait for the head of the answer, and longest silence inside its body.</summary>
    public TimeSpan Timeout { get; } = options.UpstreamTimeout;
}
