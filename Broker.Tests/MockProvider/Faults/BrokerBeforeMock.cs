using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using MockProvider;

namespace Broker.Tests.Mock;

/// <summary>A real broker with the mock behind it, for what comes of a fault.</summary>
internal sealed class BrokerBeforeMock : IAsyncDisposable
{
    public const string Path = MockCalls.ChatPath;
    private static readonly string Token = $"api-key: {RunningBroker.Token}";

    private BrokerBeforeMock(MockProviderServer mock, RunningBroker broker) => (Mock, Broker) = (mock, broker);

    public MockProviderServer Mock { get; }

    public RunningBroker Broker { get; }

    /// <summary>Starts both; each may have a clock of its own.</summary>
    public static async Task<BrokerBeforeMock> StartAsync(
        TimeProvider? mockClock = null,
        TimeProvider? brokerClock = null,
        Func<LabSettings, LabSettings>? change = null,
        int requestsPerMinute = MockProviderOptions.DefaultRequestsPerMinute)
    {
        var mock = MockProviderServer.Start(new MockProviderOptions
        {
            ApiKey = RunningBroker.ProviderKey,
            ChunkDelay = TimeSpan.Zero,
            TimeProvider = mockClock ?? TimeProvider.System,
            RequestsPerMinute = requestsPerMinute,
        });
        var broker = await RunningBroker.StartProxyAsync(
            mock.Url, change, customize: services => services.AddSingleton(brokerClock ?? TimeProvider.System));
        return new BrokerBeforeMock(mock, broker);
    }

    /// <summary>A chat with a model, and the whole answer.</summary>
    public Task<RawAnswer> AskAsync(string model, bool isStreamed = false) => WrittenRequest.SendAsync(Broker, $"POST {Path}", Chat(model, isStreamed), Token);

    /// <summary>A chat with a model, whose answer is read bit by bit.</summary>
    public Task<HostConnection> OpenAsync(string model, bool isStreamed = false) =>
        HostConnection.OpenAsync(Broker, WrittenRequest.Text(Broker, $"POST {Path}", Chat(model, isStreamed), Token));

    /// <summary>Another endpoint.</summary>
    public Task<RawAnswer> SendAsync(string path, string body) => WrittenRequest.SendAsync(Broker, $"POST {path}", body, Token);

    public static string Chat(string model, bool isStreamed = false) =>
        $$$"""{"model":"{{{model}}}","stream":{{{(isStreamed ? "true" : "false")}}},"messages":[{"role":"user","content":"hello"}]}""";

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        await Mock.DisposeAsync();
    }
}
