using Broker.Service.Dialects;

namespace Broker.Service.Configuration;

/// <summary>
/// The valid configuration from file, environment and command line. Immutable. Has the general form, with lists of upstreams and callers;
/// the lab's file gives at most one of each.
/// </summary>
internal sealed record Settings
{
    /// <summary>True for a file with upstreams and callers, false for the lab's form.</summary>
    public bool IsGeneral { get; init; }

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

/// <summary>A provider to forward to. The defaults are those of the lab's form.</summary>
internal sealed record UpstreamSettings
{
    /// <summary>Name in the configuration; empty in the lab's form.</summary>
    public string Name { get; init; } = "";

    /// <summary>What a host's base URL has before the provider's own path: whole segments such as <c>/openai</c>, or nothing.</summary>
    public string PathPrefix { get; init; } = "";

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

    /// <summary>Where the key goes.</summary>
    public CredentialSettings Credential { get; init; } = CredentialSettings.Bearer;

    /// <summary>Names of further headers that a host may send on; a trailing <c>*</c> stands for any rest.</summary>
    public IReadOnlyList<string> RequestHeaders { get; init; } = [];

    /// <summary>Headers added to every request.</summary>
    public IReadOnlyDictionary<string, string> ExtraHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Length limit of a request body, in bytes.</summary>
    public int MaxRequestBytes { get; init; } = 262_144;

    /// <summary>Time limit for the head of the answer.</summary>
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time limit for each silence inside the answer's body.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may rest before it is closed; null for the default of its scheme.</summary>
    public TimeSpan? PoolIdle { get; init; }

    /// <summary>Proxy that connections are tunnelled through; null for none.</summary>
    public Uri? EgressProxy { get; init; }
}

/// <summary>How a key is attached: the value of <paramref name="Header"/> is <paramref name="Prefix"/> and the key.</summary>
internal sealed record CredentialSettings(string Header, string Prefix)
{
    public static CredentialSettings Bearer { get; } = new("Authorization", "Bearer ");
}

/// <summary>What the body of a request must be.</summary>
internal enum BodyRule
{
    /// <summary>One JSON value, read whole and checked.</summary>
    Json,

    /// <summary>An upload of a multipart media type, streamed.</summary>
    Multipart,

    /// <summary>Anything, streamed.</summary>
    Any,
}

/// <summary>A method and a request target that are allowed.</summary>
/// <param name="Method">HTTP method, upper case; <c>POST</c> if the entry names none.</param>
/// <param name="Path">Provider's path. A segment <c>{name}</c> or <c>{name}:suffix</c> stands for any name.</param>
/// <param name="Entry">The entry as configured.</param>
internal sealed record RouteSettings(string Method, string Path, string Entry)
{
    /// <summary>Keys that a query may have; with <c>[]</c> at the end for one that may repeat.</summary>
    public IReadOnlyList<string> QueryKeys { get; init; } = [];

    public BodyRule Body { get; init; }

    /// <summary>Length limit of a body, in bytes; null for the upstream's.</summary>
    public int? MaxRequestBytes { get; init; }
}

/// <summary>A caller: who may send requests. Has either the name of a variable or digests.</summary>
/// <param name="TokenEnv">Name of the environment variable that holds the caller's token; null if there are digests.</param>
internal sealed record CallerSettings(string? TokenEnv)
{
    /// <summary>Name in the configuration; empty in the lab's form.</summary>
    public string Name { get; init; } = "";

    /// <summary>SHA-256 digests of tokens, in hexadecimal: one, or two during a rotation.</summary>
    public IReadOnlyList<string> TokenDigests { get; init; } = [];

    /// <summary>Names of the upstreams that the caller may use; null for all.</summary>
    public IReadOnlyList<string>? Upstreams { get; init; }

    /// <summary>When the token ends to be valid; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }
}
