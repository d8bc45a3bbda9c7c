using Broker.AppHost.Embedded.Dashboard.Store;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Dashboard;

public class MetricHistoryTests
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.UnixEpoch.AddDays(20_000);
    private readonly FakeTimeProvider _time = new(Begin);

    [Fact]
    public void Counter_Cumulative_ShowsGrowth()
    {
        var store = Store();
        Add(store, Counter(0, 3), Counter(1, 3), Counter(2, 10), Counter(3, 4));

        // Nothing happened in the second one; the fourth began anew.
        Assert.Equal([3, 7, 4], Samples(store).Select(sample => sample.Value));
        Assert.Equal(Begin.AddSeconds(1), Samples(store)[1].Since);
    }

    [Fact]
    public void Counter_OfDeltas_ShowsThemOnce()
    {
        var store = Store();
        Add(store, Counter(0, 3, cumulative: false), Counter(0, 3, cumulative: false), Counter(1, 2, cumulative: false));

        Assert.Equal([3, 2], Samples(store).Select(sample => sample.Value));
    }

    [Fact]
    public void Counter_WithLatePoint_IgnoresIt()
    {
        var store = Store();
        Add(store, Counter(0, 3), Counter(2, 5), Counter(1, 4));

        Assert.Equal([3, 2], Samples(store).Select(sample => sample.Value));
        Assert.Equal(5, store.Instruments()[0].Series[0].Latest.Number);
    }

    [Fact]
    public void Level_IsKeptAsItIs()
    {
        var store = Store();
        Add(store, Level(0, 3), Level(1, 3), Level(2, -1), Level(3, double.NaN));

        Assert.Equal([3, 3, -1, 0], Samples(store).Select(sample => sample.Value));
    }

    [Fact]
    public void Histogram_Cumulative_ShowsNewValues()
    {
        var store = Store();
        Add(store, Histogram(0, [1, 2, 0]), Histogram(1, [1, 5, 1]), Histogram(2, [1, 5, 1]), Histogram(3, [0, 1, 0]));

        Assert.Equal(["1,2,0", "0,3,1", "0,1,0"], Samples(store).Select(sample => string.Join(',', sample.Buckets)));
        Assert.Equal([3ul, 4ul, 1ul], Samples(store).Select(sample => sample.Count));
    }

    [Fact]
    public void Samples_AgeAndGo()
    {
        var store = Store();
        foreach (var second in Enumerable.Range(0, 1000))
        {
            _time.SetUtcNow(Begin.AddSeconds(second));
            Add(store, Counter(second, second + 1));
        }

        Assert.Equal(901, Samples(store).Count);
        Assert.Equal(Begin.AddSeconds(99), Samples(store)[0].Time);
    }

    [Fact]
    public void Samples_BeyondCap_PushOldestOut()
    {
        var store = new TelemetryStore(new() { MetricSamples = 10, MetricSeries = 3 }, _time);
        foreach (var i in Enumerable.Range(0, 100))
        {
            Add(store, Counter(i, i + 1, tag: $"{i % 5}"));
        }

        Assert.Equal((10, 3), (store.MetricSampleUsage.Held, store.MetricUsage.Held));
        Assert.InRange(store.Instruments().Sum(instrument => instrument.Series.Sum(series => series.Samples.Count)), 3, 10);
    }

    [Fact]
    public void Samples_BeyondBytes_PushOldestOut()
    {
        var store = new TelemetryStore(new() { BytesPerSignal = 1_000 }, _time);
        Add(store, [.. Enumerable.Range(0, 100).Select(i => Counter(i, i + 1))]);

        Assert.InRange(Samples(store).Count, 1, 9);
    }

    [Fact]
    public void Instruments_GatherSeriesWithTheirTags()
    {
        var store = Store();
        Add(store, Counter(0, 1, tag: "ok"), Counter(0, 1, tag: "refused"), Level(0, 1));

        var instruments = store.Instruments();

        Assert.Equal(["level", "requests"], instruments.Select(instrument => instrument.Name));
        Assert.True(instruments[1].IsCounter);
        Assert.Equal(["ok", "refused"], Assert.Single(instruments[1].Tags()).Value);
        Assert.Empty(store.Instruments(resource: "nobody"));
        Assert.Single(store.Instruments(name: "level"));
    }

    private TelemetryStore Store() => new(new(), _time);

    private static void Add(TelemetryStore store, params MetricPoint[] points) => store.Add(points);

    private static IReadOnlyList<MetricSample> Samples(TelemetryStore store) => store.Instruments()[0].Series[0].Samples;

    private static MetricPoint Counter(int second, long value, bool cumulative = true, string tag = "ok") => new()
    {
        Sender = new("broker", "1", AttributeSet.Empty),
        Scope = "meter",
        Name = "requests",
        Kind = MetricKind.Sum,
        IsCumulative = cumulative,
        IsMonotonic = true,
        Time = Begin.AddSeconds(second),
        Attributes = new([new("outcome", tag)], 0, 0),
        Value = value,
    };

    private static MetricPoint Level(int second, double value) => new()
    {
        Sender = new("broker", "1", AttributeSet.Empty),
        Scope = "meter",
        Name = "level",
        Kind = MetricKind.Gauge,
        Time = Begin.AddSeconds(second),
        Value = value,
    };

    private static MetricPoint Histogram(int second, ulong[] counts) => new()
    {
        Sender = new("broker", "1", AttributeSet.Empty),
        Scope = "meter",
        Name = "duration",
        Kind = MetricKind.Histogram,
        IsCumulative = true,
        Time = Begin.AddSeconds(second),
        Count = counts.Aggregate(0ul, (sum, count) => sum + count),
        Sum = 1,
        BucketCounts = counts,
        Bounds = [1, 2],
    };
}
