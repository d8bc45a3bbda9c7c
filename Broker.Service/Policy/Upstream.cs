using Broker.Service.Configuration;
using Broker.Service.Dialects;

namespace Broker.Service.Policy;

/// <summary>A provider to forward to.</summary>
internal sealed class Upstream(UpstreamSettings settings)
{
    /// <summary>Scheme, authority and an optional path, without a trailing slash.</summary>
    public string BaseUrl => settings.BaseUrl;

    /// <summary>True if service discovery resolves the host.</summary>
    public bool IsDiscovered => settings.IsDiscovered;

    /// <summary>True if the upstream is on this machine, so that it may get trace context.</summary>
    public bool IsLocal { get; } = settings.IsDiscovered || new Uri(settings.BaseUrl).IsLoopback;

    /// <summary>The API that the provider speaks.</summary>
    public Dialect Dialect => settings.Dialect;

    /// <summary>Name of the provider in the OpenTelemetry conventions.</summary>
    public string ProviderName => settings.ProviderName;

    public SecretSourceOptions SecretSource => settings.SecretSource;

    /// <summary>Headers added to every request.</summary>
    public IReadOnlyDictionary<string, string> ExtraHeaders => settings.ExtraHeaders;

    /// <summary>Length limit of a request body, in bytes.</summary>
    public int MaxRequestBytes => settings.MaxRequestBytes;

    /// <summary>Time limit for the head of the answer, and for each silence inside its body.</summary>
    public TimeSpan Timeout => settings.Timeout;
}
