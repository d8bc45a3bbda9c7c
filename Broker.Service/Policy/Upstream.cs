using Broker.Service.Configuration;

namespace Broker.Service.Policy;

/// <summary>A provider to forward to, and what goes there with each request.</summary>
internal sealed class Upstream(UpstreamSettings settings)
{
    /// <summary>Scheme, authority and an optional path, without a trailing slash.</summary>
    public string BaseUrl => settings.BaseUrl;

    /// <summary>True if service discovery has to find the host.</summary>
    public bool IsDiscovered => settings.IsDiscovered;

    /// <summary>True if the upstream is on this machine, so that trace context may go to it.</summary>
    public bool IsLocal { get; } = settings.IsDiscovered || new Uri(settings.BaseUrl).IsLoopback;

    /// <summary>Where the provider key comes from.</summary>
    public SecretSourceOptions SecretSource => settings.SecretSource;

    /// <summary>Headers sent with every request.</summary>
    public IReadOnlyDictionary<string, string> ExtraHeaders => settings.ExtraHeaders;

    /// <summary>Longest request body, in bytes.</summary>
    public int MaxRequestBytes => settings.MaxRequestBytes;

    /// <summary>Longest wait for the head of the answer, and longest silence inside its body.</summary>
    public TimeSpan Timeout => settings.Timeout;
}
