namespace Broker.Service.Configuration;

/// <summary>
/// Everything that file, environment and command line say, after every rule held. Immutable. Always the general form: several
/// upstreams and callers, of which the lab's file gives one each.
/// </summary>
internal sealed record Settings
{
    /// <summary>Where the broker listens.</summary>
    public ListenSettings Listen { get; init; } = new();

    /// <summary>What happens to a request that passed every check.</summary>
    public BrokerMode Mode { get; init; } = BrokerMode.DryRun;

    /// <summary>Where requests can be forwarded to, at least one.</summary>
    public required IReadOnlyList<UpstreamSettings> Upstreams { get; init; }

    /// <summary>Who may ask; with none, anyone may.</summary>
    public IReadOnlyList<CallerSettings> Callers { get; init; } = [];

    /// <summary>The event log.</summary>
    public required EventSettings Events { get; init; }
}

/// <summary>Where the broker listens.</summary>
internal sealed record ListenSettings
{
    /// <summary>A loopback name or address, unless <see cref="AllowRemote"/>.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>TCP port; 0 takes any free one.</summary>
    public int Port { get; init; } = 8791;

    /// <summary>Addresses from <c>--urls</c> or <c>ASPNETCORE_URLS</c>; if there are any, they win over host and port.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>True if an address may be listened on that other machines can reach. Needs a caller token as well.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Most connections at once; the system's limit on open files decides.</summary>
    public int MaxConnections { get; init; } = 4096;

    /// <summary>What to listen on in the end.</summary>
    public IReadOnlyList<string> EffectiveUrls => Urls.Count > 0 ? Urls : [ListenUrl.Create(Host, Port)];
}

/// <summary>A provider to forward to.</summary>
internal sealed record UpstreamSettings
{
    /// <summary>Scheme, authority and an optional path, without a trailing slash.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>True if the host names a service that service discovery has to find (a section <c>services:NAME</c>).</summary>
    public bool IsDiscovered { get; init; }

    /// <summary>What may be asked for; at least one.</summary>
    public required IReadOnlyList<RouteSettings> Routes { get; init; }

    /// <summary>Where the provider key comes from.</summary>
    public SecretSourceOptions SecretSource { get; init; } = new();

    /// <summary>Longest request body, in bytes.</summary>
    public int MaxRequestBytes { get; init; } = 262_144;

    /// <summary>Longest wait for the head of the answer, and longest silence inside its body.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Headers sent with every request.</summary>
    public IReadOnlyDictionary<string, string> ExtraHeaders { get; init; } = new Dictionary<string, string>();
}

/// <summary>A method and a request target that may be asked for.</summary>
/// <param name="Method">HTTP method, upper case; <c>POST</c> for an entry that names none.</param>
/// <param name="Path">Request target, compared byte for byte and forwarded as it is written here.</param>
/// <param name="Entry">The entry as it stands in the configuration: <c>/path</c> or <c>METHOD /path</c>.</param>
internal sealed record RouteSettings(string Method, string Path, string Entry);

/// <summary>Somebody who may send requests.</summary>
/// <param name="TokenEnv">The environment variable that holds the caller's token.</param>
internal sealed record CallerSettings(string TokenEnv);
