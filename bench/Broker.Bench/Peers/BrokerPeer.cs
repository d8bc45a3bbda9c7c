using System.Text.Json;
using Broker.Bench.Processes;

namespace Broker.Bench.Peers;

/// <summary>The broker as it is used: proxy mode, caller token, events, JSON check.</summary>
internal static class BrokerPeer
{
    /// <summary>Starts a broker on any free port.</summary>
    /// <param name="build">Which one.</param>
    /// <param name="upstream">Where the stub listens.</param>
    /// <param name="folder">A folder of its own, for its configuration and its events.</param>
    /// <param name="variables">What its environment has besides.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<Peer> StartAsync(
        Publication build, Uri upstream, string folder, Dictionary<string, string> variables, CancellationToken cancellationToken) =>
        StartAsync(build.Name, build, upstream, folder, variables, cancellationToken);

    /// <summary>Starts one that exports its telemetry to the stub.</summary>
    /// <param name="build">Which one.</param>
    /// <param name="upstream">Where the stub listens.</param>
    /// <param name="folder">A folder of its own, for its configuration and its events.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<Peer> StartWithOtlpAsync(Publication build, Uri upstream, string folder, CancellationToken cancellationToken) => StartAsync(
        PeerNames.Otlp,
        build,
        upstream,
        folder,
        new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = upstream.GetLeftPart(UriPartial.Authority), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" },
        cancellationToken);

    private static async Task<Peer> StartAsync(
        string name, Publication build, Uri upstream, string folder, Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var config = Path.Combine(folder, "broker.json");
        var events = Path.Combine(folder, "events.jsonl");
        await File.WriteAllTextAsync(config, Configuration(upstream, events), cancellationToken);
        var environment = new Dictionary<string, string>([.. BenchSecrets.Environment, .. variables]);
        var process = ChildPrograms.Start(build.Program, [.. build.Arguments, "--config", config], environment);
        return await Peer.WhenItListensAsync(name, process, cancellationToken, events);
    }

    private static string Configuration(Uri upstream, string events) => $$"""
        {
          "listen_port": 0,
          "mode": "proxy",
          "upstream_base_url": "{{upstream.GetLeftPart(UriPartial.Authority)}}",
          "allowed_paths": ["/v1/chat/completions"],
          "client_token_env": "BENCH_CALLER_TOKEN",
          "secret_source": { "kind": "env", "name": "BENCH_PROVIDER_KEY" },
          "max_request_bytes": 8388608,
          "events_path": "{{JsonEncodedText.Encode(events)}}"
        }
        """;
}
