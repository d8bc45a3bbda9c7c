using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.Tests.Dashboard;

public class TelemetryStoreTests
{
    [Fact]
    public async Task Store_UsedFromManyThreads_KeepsItsBounds()
    {
        const int Writers = 4;
        const int Batches = 200;
        var store = new TelemetryStore(new() { Spans = 500 });

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            () =>
            {
                for (var batch = 0; batch < Batches; batch++)
                {
                    store.Add([Span($"{writer}-{batch % 7}", $"{batch}a"), Span($"{writer}-{batch % 7}", $"{batch}b")]);
                    Assert.True(store.LatestTraces(10).Count <= 10);
                    Assert.True(store.SpansOf($"{writer}-0").Count <= 500);
                }
            },
            TestContext.Current.CancellationToken)));

        Assert.Equal(new SignalUsage(500, 500, (Writers * Batches * 2) - 500), store.SpanUsage);
        Assert.Equal(Writers * Batches, store.Version);
        Assert.Equal(Writers * Batches, store.VersionOf(TelemetrySignal.Traces));
        Assert.Equal(500, store.LatestTraces(100).Sum(trace => trace.Spans));
    }

    private static SpanRecord Span(string trace, string id) => new()
    {
        TraceId = trace,
        SpanId = id,
        Name = id,
        Sender = new("broker", null, AttributeSet.Empty),
        Scope = "source",
        Start = DateTimeOffset.UnixEpoch,
        End = DateTimeOffset.UnixEpoch,
    };
}
