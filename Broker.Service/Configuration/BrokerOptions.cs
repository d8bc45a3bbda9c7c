namespace Broker.Service.Configuration;

/// <summary>
/// The broker's settings after file, environment and command line were read and every rule held. Immutable; whoever has one
/// may rely on it.
/// </summary>
internal sealed record BrokerOptions
{
    /// <summary>Address to listen on: a loopback name or address unless <see cref="AllowRemote"/>.</summary>
    public string ListenHost { get; init; } = "127.0.0.1";

    /// <summary>TCP port to listen on; 0 takes any free one.</summary>
    public int ListenPort { get; init; } = 8791;

    /// <summary>Addresses from <c>--urls</c> or <c>ASPNETCORE_URLS</c>; when there are any, they win over host and port.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>What to listen on in the end: <see cref="Urls"/>, or else host and port. A port 0 takes any free one.</summary>
    public IReadOnlyList<string> ListenUrls => Urls.Count > 0 ? Urls : [ListenUrl.Of(ListenHost, ListenPort)];

    /// <summary>Whether an address that other machines can reach may be listened on. Needs a caller token as well.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Whether requests are described or forwarded.</summary>
    public BrokerMode Mode { get; init; } = BrokerMode.DryRun;

    /// <summary>Where requests are forwarded to: scheme, authority and an optional path, without a trailing slash.</summary>
    public required string UpstreamBaseUrl { get; init; }

    /// <summary>Whether <see cref="UpstreamBaseUrl"/> names a service that service discovery knows (a section <c>services:NAME</c>).</summary>
    public bool UpstreamIsDiscovered { get; init; }

    /// <summary>What hosts may ask for; at least one.</summary>
    public required IReadOnlyList<AllowedPath> AllowedPaths { get; init; }

    /// <summary>Name of the environment variable that holds the caller token; null when callers need none.</summary>
    public string? ClientTokenEnv { get; init; }

    /// <summary>Where the provider key comes from.</summary>
    public SecretSourceOptions SecretSource { get; init; } = new();

    /// <summary>Longest request body, in bytes.</summary>
    public int MaxRequestBytes { get; init; } = 262_144;

    /// <summary>Longest wait for the upstream's response headers, and longest silence inside its body.</summary>
    public TimeSpan UpstreamTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Headers sent upstream with every request.</summary>
    public IReadOnlyDictionary<string, string> ExtraHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Full path of the event log.</summary>
    public required string EventsPath { get; init; }

    /// <summary>How long an event file may become before a new one is begun, in bytes; 0 for any length.</summary>
    public int EventsMaxBytes { get; init; }

    /// <summary>How many full event files are kept.</summary>
    public int EventsKeep { get; init; } = 5;

    /// <summary>Whether each event carries a hash over itself and the one before it.</summary>
    public bool EventsChain { get; init; }
}
