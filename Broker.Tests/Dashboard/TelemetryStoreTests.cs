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

    [Fact]
    public void Changes_AreToldBySignal()
    {
        var store = new TelemetryStore(new());
        var told = new List<TelemetrySignal>();
        store.Changed += told.Add;

        store.Add([Span("1", "a")]);
        store.Add([new LogRecord { Time = DateTimeOffset.UnixEpoch, Severity = "", Body = "", Sender = new("broker", null, AttributeSet.Empty), Scope = "" }]);
        store.Add(Array.Empty<MetricPoint>());

        Assert.Equal([TelemetrySignal.Traces, TelemetrySignal.Logs], told);
        Assert.Equal((1, 1, 0), (store.VersionOf(TelemetrySignal.Traces), store.VersionOf(TelemetrySignal.Logs), store.VersionOf(TelemetrySignal.Metrics)));
    }

    [Fact]
    public void Trace_ThatDoesNotChange_IsTheSameObject()
    {
        var store = new TelemetryStore(new());
        store.Add([Span("1", "a"), Span("2", "b")]);
        var (one, two) = (store.Trace("1"), store.Trace("2"));

        store.Add([Span("2", "c")]);

        Assert.Same(one, store.Trace("1"));
        Assert.NotSame(two, store.Trace("2"));
        Assert.Null(store.Trace("3"));
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
