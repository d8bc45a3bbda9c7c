using Broker.Service.Dialects;

namespace Broker.Service.Configuration;

/// <summary>
/// The valid configuration from file, environment and command line. Immutable. Has the general form, with lists of upstreams and callers;
/// the lab's file gives at most one of each.
/// </summary>
internal sealed record Settings
{
    public ListenSettings Listen { get; init; } = new();

    /// <summary>What the broker does with a request that passed every check.</summary>
    public BrokerMode Mode { get; init; } = BrokerMode.DryRun;

    /// <summary>Providers to forward to, at least one.</summary>
    public required IReadOnlyList<UpstreamSettings> Upstreams { get; init; }

    /// <summary>Callers; if there are none, no token is required.</summary>
    public IReadOnlyList<CallerSettings> Callers { get; init; } = [];

    /// <summary>Limit of all request bodies in memory, in bytes.</summary>
    public long MaxBufferedBytes { get; init; } = 512L * 1024 * 1024;

    public required EventSettings Events { get; init; }
}

/// <summary>Addresses to listen on.</summary>
internal sealed record ListenSettings
{
    /// <summary>A loopback name or address, unless <see cref="AllowRemote"/>.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>TCP port; 0 for any free one.</summary>
    public int Port { get; init; } = 8791;

    /// <summary>Addresses from <c>--urls</c> or <c>ASPNETCORE_URLS</c>. If there are any, they replace host and port.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>True if addresses that other machines can reach are allowed. Requires a caller token as well.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Most connections at once; the system's limit on open files decides.</summary>
    public int MaxConnections { get; init; } = 4096;

    /// <summary>The addresses in effect.</summary>
    public IReadOnlyList<string> EffectiveUrls => Urls.Count > 0 ? Urls : [ListenUrl.Create(Host, Port)];
}

/// <summary>A provider to forward to.</summary>
internal sealed record UpstreamSettings
{
    /// <summary>Scheme, authority and an optional path, without a trailing slash.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>True if the host names a service of service discovery (a section <c>services:NAME</c>).</summary>
    public bool IsDiscovered { get; init; }

    /// <summary>The API that the provider speaks.</summary>
    public Dialect Dialect { get; init; }

    /// <summary>Name of the provider in the OpenTelemetry conventions (<c>gen_ai.provider.name</c>).</summary>
    public string ProviderName { get; init; } = "openai";

    /// <summary>What may be requested; at least one.</summary>
    public required IReadOnlyList<RouteSettings> Routes { get; init; }

    public SecretSourceOptions SecretSource { get; init; } = new();

    /// <summary>Length limit of a request body, in bytes.</summary>
    public int MaxRequestBytes { get; init; } = 262_144;

    /// <summary>Time limit for the head of the answer, and for each silence inside its body.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Headers added to every request.</summary>
    public IReadOnlyDictionary<string, string> ExtraHeaders { get; init; } = new Dictionary<string, string>();
}

/// <summary>A method and a request target that are allowed.</summary>
/// <param name="Method">HTTP method, upper case; <c>POST</c> if the entry names none.</param>
/// <param name="Path">Request target, compared byte for byte and forwarded unchanged.</param>
/// <param name="Entry">The entry as configured: <c>/path</c> or <c>METHOD /path</c>.</param>
internal sealed record RouteSettings(string Method, string Path, string Entry);

/// <summary>A caller: who may send requests.</summary>
/// <param name="TokenEnv">Name of the environment variable that holds the caller's token.</param>
internal sealed record CallerSettings(string TokenEnv);
