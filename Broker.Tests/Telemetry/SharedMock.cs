using Broker.Tests.Infrastructure;
using MockProvider;

namespace Broker.Tests.Telemetry;

/// <summary>One mock provider for a class of tests.</summary>
public sealed class SharedMock : IAsyncDisposable
{
    private readonly MockProviderServer _server = MockProviderServer.Start(new MockProviderOptions { ApiKey = RunningBroker.ProviderKey, ChunkDelay = TimeSpan.Zero });

    public string Url => _server.Url;

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
