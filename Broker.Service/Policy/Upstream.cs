using System.Collections.Frozen;
using Broker.Service.Configuration;
using Broker.Service.Configuration.Sections;
using Broker.Service.Dialects;

namespace Broker.Service.Policy;

/// <summary>A provider to forward to.</summary>
internal sealed class Upstream(UpstreamSettings settings)
{
    private readonly FrozenSet<string> _headers = FrozenSet.ToFrozenSet(
        settings.RequestHeaders.Where(name => !name.EndsWith('*')), StringComparer.OrdinalIgnoreCase);

    private readonly string[] _headerStarts = [.. settings.RequestHeaders.Where(name => name.EndsWith('*')).Select(name => name[..^1])];

    /// <summary>Name in the configuration; empty in the lab's form.</summary>
    public string Name => settings.Name;

    /// <summary>What a host's base URL has before the provider's own path: whole segments, or nothing.</summary>
    public string PathPrefix => settings.PathPrefix;

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

    /// <summary>Where the key goes.</summary>
    public CredentialSettings Credential => settings.Credential;

    /// <summary>Headers added to every request.</summary>
    public IReadOnlyDictionary<string, string> ExtraHeaders => settings.ExtraHeaders;

    /// <summary>Length limit of a request body, in bytes.</summary>
    public int MaxRequestBytes => settings.MaxRequestBytes;

    /// <summary>Time limit for the head of the answer.</summary>
    public TimeSpan FirstByteTimeout => settings.FirstByteTimeout;

    /// <summary>Time limit for each silence inside the answer's body.</summary>
    public TimeSpan IdleTimeout => settings.IdleTimeout;

    /// <summary>How long a connection may rest before it is closed. A plain one costs little to open anew.</summary>
    public TimeSpan PoolIdle { get; } = settings.PoolIdle
        ?? TimeSpan.FromSeconds(settings.BaseUrl.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 2 : 30);

    /// <summary>Proxy that connections are tunnelled through; null for none.</summary>
    public Uri? EgressProxy => settings.EgressProxy;

    /// <summary>Returns true if a host may send on a header that is not one of every upstream.</summary>
    public bool MayPass(string header) =>
        _headers.Contains(header)
        // What begins like a permitted name may still be a credential.
        || (Array.Exists(_headerStarts, start => header.StartsWith(start, StringComparison.OrdinalIgnoreCase)) && HeaderName.MayPass(header, Credential));
}
