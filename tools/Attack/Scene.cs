using Broker.Wire;

namespace Broker.Attacks;

/// <summary>The broker under attack, the servers around it, and what it does with an ordinary request.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private static readonly string[] Carriers = ["X-Broker-Token: ", "Authorization: Bearer ", "x-api-key: ", "api-key: ", "x-goog-api-key: "];

    private Scene(AttackSettings settings, Recorder? upstream)
    {
        (Settings, Upstream) = (settings, upstream);
        Anonymous = new RawRequest
        {
            Target = settings.Path,
            Host = settings.Broker.Authority,
            Token = null,
            Headers = ["Content-Type: application/json"],
            Body = OrdinaryBody.For(settings.Path),
        };
        Ordinary = Anonymous;
    }

    public AttackSettings Settings { get; }

    /// <summary>The recorder in the upstream's place; null where there is none.</summary>
    public Recorder? Upstream { get; }

    /// <summary>A server that the broker has no reason to know.</summary>
    public Recorder Elsewhere { get; } = Recorder.Listen();

    /// <summary>A request that the broker should serve.</summary>
    public RawRequest Ordinary { get; private set; }

    /// <summary>The same without a caller token.</summary>
    public RawRequest Anonymous { get; }

    /// <summary>The beginning of the header line in which this broker takes its caller token.</summary>
    public string Carrier { get; private set; } = Carriers[0];

    /// <summary>What came of the ordinary request.</summary>
    public Exchange Served { get; private set; } = new(null, "", "", HasEnded: true);

    /// <summary>What came of the same without a token.</summary>
    public Exchange Unknown { get; private set; } = new(null, "", "", HasEnded: true);

    /// <summary>The provider key, as the recorder saw it; null where it saw none. It is never printed.</summary>
    public string? Key { get; private set; }

    /// <summary>Whether the ordinary request is served, so that a refusal of another says something.</summary>
    public bool IsServed => !Served.IsRefused && Served.Answer is not null;

    /// <summary>Whether it turns away whoever has no token.</summary>
    public bool AsksForTokens => Unknown.IsRefused && (IsServed || Unknown.Answer?.Status is 401 or 403);

    private string[] Secrets => [.. new[] { Key, Settings.Token }.OfType<string>()];

    /// <summary>How many requests it was sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Opens the servers and tries the ordinary request.</summary>
    /// <param name="settings">Whom to attack, and how.</param>
    /// <param name="upstream">The recorder in the upstream's place; null for the one that the settings ask for, if they do. It is closed with the scene.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="System.Net.Sockets.SocketException">Nobody listens at the address, or the recorder's port is taken.</exception>
    public static async Task<Scene> SetAsync(AttackSettings settings, Recorder? upstream, CancellationToken cancellationToken)
    {
        var scene = new Scene(settings, upstream ?? (settings.UpstreamPort is { } port ? Recorder.Listen(port) : null));
        try
        {
            await scene.MeetAsync(cancellationToken);
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a request, and tells what came of it here and at the servers.</summary>
    public async Task<Exchange> SendAsync(RawRequest request, CancellationToken cancellationToken, int? slowFrom = null, bool readsOn = false)
    {
        Sent++;
        var (upstream, elsewhere, connections) = (Upstream?.Arrivals.Count ?? 0, Elsewhere.Arrivals.Count, Elsewhere.Connections);
        var patience = slowFrom is null ? Settings.Patience : Settings.SlowPatience;
        var exchange = await Conversation.HoldAsync(Settings.Broker, request.Text, patience, cancellationToken, slowFrom, readsOn);
        return exchange with
        {
            Upstream = [.. Upstream?.Arrivals.Skip(upstream) ?? []],
            Elsewhere = [.. Elsewhere.Arrivals.Skip(elsewhere)],
            IsElsewhereConnected = Elsewhere.Connections > connections,
            Secrets = Secrets,
        };
    }

    /// <summary>Counts a request that an attack sends by itself.</summary>
    public void CountOne() => Sent++;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Elsewhere.DisposeAsync();
        if (Upstream is not null)
        {
            await Upstream.DisposeAsync();
        }
    }

    private async Task MeetAsync(CancellationToken cancellationToken)
    {
        Unknown = await SendAsync(Anonymous, cancellationToken);
        Served = Unknown;
        foreach (var carrier in Settings.Token is null ? [] : Carriers)
        {
            var request = Anonymous with { Headers = [.. Anonymous.Headers, carrier + Settings.Token] };
            var exchange = await SendAsync(request, cancellationToken);
            if (!exchange.IsRefused || carrier == Carriers[0])
            {
                (Ordinary, Carrier, Served) = (request, carrier, exchange);
            }

            if (!exchange.IsRefused)
            {
                break;
            }
        }

        Key = Served.Upstream.SelectMany(arrival => arrival.Credentials).FirstOrDefault(credential => credential != Settings.Token);
        (Served, Unknown) = (Served with { Secrets = Secrets }, Unknown with { Secrets = Secrets });
    }
}
