using Broker.Tests.Infrastructure;
using Broker.Tests.Mock;
using Broker.Tests.Threats;
using MockProvider;
using HostSocket = Broker.Wire.HostSocket;
using RawRequest = Broker.Wire.RawRequest;

namespace Broker.Tests.Leaks;

/// <summary>Brokers that hold the canaries go through everything that ends a request, where all they tell is heard.</summary>
public class LeakTests
{
    private const string Chat = "/v1/chat/completions";
    private static readonly string[] Models =
        ["gpt-4o-mini", "mock-echo-body", "mock-echo-header", "mock-echo-split", "mock-redirect", "mock-401", "mock-500", "mock-drop", "mock-cookie"];

    private static readonly RawRequest Good = new() { Target = Chat };

    private static readonly RawRequest[] Ordinary =
    [
        .. Models.Select(model => Good with { Body = $$"""{"model":"{{model}}","messages":[{"role":"user","content":"hello"}]}""" }),
        Good with { Token = RunningBroker.Token + "x" },
        Good with { Token = null, Headers = [$"Authorization: Bearer {RunningBroker.Token}", $"api-key: {RunningBroker.ProviderKey}"] },
        Good with { Body = RunningBroker.Token },
        Good with { Headers = [$"baggage: k={RunningBroker.Token}"] },
    ];

    private static readonly RawRequest[] InTheTarget =
    [
        Good with { Target = $"{Chat}?key={RunningBroker.Token}" },
        Good with { Host = "evil.example", Target = $"http://{RunningBroker.Token}@evil.example/?{RunningBroker.Token}" },
        Good with { Headers = [$"Origin: https://{RunningBroker.Token}"] },
    ];

    [Theory]
    [InlineData("""{"kind":"env","name":"KEY"}""")]
    [InlineData("""{"kind":"file","path":"openai-key"}""")]
    public async Task Process_ThatExportsAllSignals_LetsNothingOut(string source)
    {
        var before = LeakOracle.OfThisRun.Sightings;
        await using var sink = await OtlpSink.StartAsync(Patience.Token);
        await using var mock = MockProviderServer.Start(new MockProviderOptions { ApiKey = RunningBroker.ProviderKey, ChunkDelay = TimeSpan.Zero });
        // Its events are seen when the folder goes.
        using (var folder = new TemporaryFolder())
        {
            await File.WriteAllTextAsync(folder.File("openai-key"), RunningBroker.ProviderKey, Patience.Token);
            await using var broker = await BrokerChild.StartAsync(
                folder.Write($$"""
                    "mode":"proxy","upstream_base_url":"{{mock.Url}}","allowed_paths":["{{Chat}}"],"client_token_env":"TOKEN","secret_source":{{source}},
                    "extra_headers":{"X-Canary":"{{RunningBroker.Token}}"}
                    """),
                new Dictionary<string, string>
                {
                    ["KEY"] = RunningBroker.ProviderKey,
                    ["TOKEN"] = RunningBroker.Token,
                    ["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.Url,
                    ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                    ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
                    ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
                    ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
                    ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true",
                },
                Patience.Token);
            await AskAsync(broker.Url!, [.. Ordinary, .. InTheTarget]);
            await Patience.UntilAsync(() => sink.Signals.Count == 3, Patience.Token);
            Assert.Contains("answered", broker.Stderr, StringComparison.Ordinal);
        }

        Assert.Equal(before, LeakOracle.OfThisRun.Sightings);
        foreach (var place in (string[])["answer", "events", "output of a broker", "OTLP payload"])
        {
            Assert.Contains(place, LeakOracle.OfThisRun.Places);
        }
    }

    [Fact]
    public async Task Broker_WhoseFrameworkLogsEverything_LetsNothingOut()
    {
        var before = LeakOracle.OfThisRun.Sightings;
        using var tap = new TelemetryTap();
        await using var mock = MockProviderServer.Start(new MockProviderOptions { ApiKey = RunningBroker.ProviderKey, ChunkDelay = TimeSpan.Zero });
        await using var broker = await RunningBroker.StartProxyAsync(mock.Url, customize: tap.TapUnfiltered);

        // A target that the framework prints at these levels is why the broker does not let it: the process above is asked for those too.
        await AskAsync(broker.Url, Ordinary);

        Assert.Contains(tap.Logs, line => line.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) && line.Contains(" Debug ", StringComparison.Ordinal));
        Assert.Equal(before, LeakOracle.OfThisRun.Sightings);
        Assert.Contains("log", LeakOracle.OfThisRun.Places);
        Assert.Contains("options", LeakOracle.OfThisRun.Places);
    }

    private static async Task AskAsync(Uri broker, RawRequest[] requests)
    {
        foreach (var request in requests)
        {
            using var host = await HostSocket.ConnectAsync(broker, Patience.Token, WatchedStream.Of);
            await host.SendAsync(request.Text, Patience.Token);
            Assert.StartsWith("HTTP/1.1 ", await host.ReadToEndAsync(Patience.Token), StringComparison.Ordinal);
        }
    }
}
