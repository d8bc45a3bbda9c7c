using System.Text.Json;
using Broker.Attacks;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>The broker as a process of its own, with a recorder in the upstream's place: what the attack program is played on.</summary>
public sealed class AttackedBroker : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private BrokerChild? _broker;
    private Scene? _scene;

    private string EventsPath => _folder.File("events.jsonl");

    internal Scene Scene => _scene!;

    /// <summary>What must be in no event: credentials, queries, and the passwords in addresses.</summary>
    public static IReadOnlyList<string> Secrets { get; } = [RunningBroker.Token, RunningBroker.ProviderKey, Judges.Password, "api-version", "smuggled", "of-the-host"];

    /// <summary>How many lines the event log has.</summary>
    public int EventCount => Lines().Length;

    /// <summary>The event log.</summary>
    public IReadOnlyList<JsonElement> Events() => [.. Lines().Select(line => JsonDocument.Parse(line).RootElement)];

    public async ValueTask InitializeAsync()
    {
        var upstream = Recorder.Listen();
        var config = _folder.Write($$"""
            "mode":"proxy","upstream_base_url":"http://{{upstream.Url.Authority}}","client_token_env":"TOKEN",
            "secret_source":{"kind":"env","name":"KEY"},"events_path":{{JsonSerializer.Serialize(EventsPath)}}
            """);
        _broker = await BrokerChild.StartAsync(config, new Dictionary<string, string> { ["TOKEN"] = RunningBroker.Token, ["KEY"] = RunningBroker.ProviderKey }, Patience.Token);
        var settings = new AttackSettings
        {
            Broker = _broker.Url!,
            Token = RunningBroker.Token,
            Patience = TimeSpan.FromSeconds(60),
            SlowPatience = TimeSpan.FromSeconds(60),
        };
        _scene = await Scene.SetAsync(settings, upstream, Patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        if (_scene is not null)
        {
            await _scene.DisposeAsync();
        }

        _folder.Dispose();
    }

    private string[] Lines()
    {
        if (!File.Exists(EventsPath))
        {
            return [];
        }

        using var file = new FileStream(EventsPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
