using Broker.Service.Configuration;

namespace Broker.Tests.Infrastructure;

/// <summary>The settings as the lab's flat file has them: one upstream, at most one caller, one level.</summary>
internal sealed record LabSettings
{
    public string ListenHost { get; init; } = "127.0.0.1";

    public int ListenPort { get; init; } = 8791;

    public IReadOnlyList<string> Urls { get; init; } = [];

    public IReadOnlyList<string> ListenUrls => Urls.Count > 0 ? Urls : [ListenUrl.Create(ListenHost, ListenPort)];

    public bool AllowRemote { get; init; }

    public int MaxConnections { get; init; } = 4096;

    public BrokerMode Mode { get; init; } = BrokerMode.DryRun;

    public required string UpstreamBaseUrl { get; init; }

    public bool UpstreamIsDiscovered { get; init; }

    public required IReadOnlyList<RouteSettings> AllowedPaths { get; init; }

    public string? ClientTokenEnv { get; init; }

    public SecretSourceOptions SecretSource { get; init; } = new();

    public int MaxRequestBytes { get; init; } = 262_144;

    public long MaxBufferedBytes { get; init; } = 512L * 1024 * 1024;

    public TimeSpan UpstreamTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public IReadOnlyDictionary<string, string> ExtraHeaders { get; init; } = new Dictionary<string, string>();

    public required string EventsPath { get; init; }

    public int EventsMaxBytes { get; init; }

    public int EventsKeep { get; init; } = 5;

    public bool EventsChain { get; init; }

    public static LabSettings From(Settings settings)
    {
        var upstream = Assert.Single(settings.Upstreams);
        return new()
        {
            ListenHost = settings.Listen.Host,
            ListenPort = settings.Listen.Port,
            Urls = settings.Listen.Urls,
            AllowRemote = settings.Listen.AllowRemote,
            MaxConnections = settings.Listen.MaxConnections,
            Mode = settings.Mode,
            UpstreamBaseUrl = upstream.BaseUrl,
            UpstreamIsDiscovered = upstream.IsDiscovered,
            AllowedPaths = upstream.Routes,
            ClientTokenEnv = settings.Callers.SingleOrDefault()?.TokenEnv,
            SecretSource = upstream.SecretSource,
            MaxRequestBytes = upstream.MaxRequestBytes,
            UpstreamTimeout = upstream.IdleTimeout,
            ExtraHeaders = upstream.ExtraHeaders,
            MaxBufferedBytes = settings.MaxBufferedBytes,
            EventsPath = settings.Events.Path,
            EventsMaxBytes = settings.Events.MaxBytes,
            EventsKeep = settings.Events.Keep,
            EventsChain = settings.Events.Chain,
        };
    }

    public Settings ToSettings() => new()
    {
        Listen = new() { Host = ListenHost, Port = ListenPort, Urls = Urls, AllowRemote = AllowRemote, MaxConnections = MaxConnections },
        Mode = Mode,
        Upstreams = [ToUpstream()],
        Callers = ClientTokenEnv is null ? [] : [new(ClientTokenEnv)],
        MaxBufferedBytes = MaxBufferedBytes,
        Events = new() { Path = EventsPath, MaxBytes = EventsMaxBytes, Keep = EventsKeep, Chain = EventsChain },
    };

    public UpstreamSettings ToUpstream() => new()
    {
        BaseUrl = UpstreamBaseUrl,
        IsDiscovered = UpstreamIsDiscovered,
        Routes = AllowedPaths,
        SecretSource = SecretSource,
        MaxRequestBytes = MaxRequestBytes,
        FirstByteTimeout = UpstreamTimeout,
        IdleTimeout = UpstreamTimeout,
        ExtraHeaders = ExtraHeaders,
    };
}
