using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;

namespace Broker.Tests.Dashboard;

public class BadInputTests
{
    [Fact]
    public async Task Parent_ThatComesLater_TakesItsPlace()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var path = "/api/traces/" + Wires.Hex(Wires.TraceId(1));
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("mock", Wires.Span(1, 2, parent: 1, name: "child", start: 1, length: 2)));

        var early = await dashboard.ApiAsync(path);
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, 1, name: "parent")));
        var late = await dashboard.ApiAsync(path);

        Assert.Equal(("child", true), ((string)early["trace"]!["name"]!, (bool)early["spans"]![0]!["parentMissing"]!));
        Assert.Equal("parent", (string)late["trace"]!["name"]!);
        Assert.Equal([0, 1], late["spans"]!.AsArray().Select(span => (int)span!["depth"]!));
        Assert.Equal("parent", (string)(await dashboard.ApiAsync("/api/traces"))["traces"]![0]!["name"]!);
    }

    [Fact]
    public async Task Log_BeforeItsTrace_IsShown()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/logs", Wires.Logs("broker", new WireLogRecord { Body = new() { StringValue = "the early bird" }, TraceId = Wires.TraceId(1), SpanId = Wires.SpanId(1) }));

        Assert.Contains("the early bird", await dashboard.PageAsync("/traces/" + Wires.Hex(Wires.TraceId(1))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_ByTheThousand_OfEverySignal_AreCut()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var many = Enumerable.Range(0, 10_000).Select(i => Wires.Pair($"a{i}", "v")).ToArray();
        var log = new WireLogRecord { Body = new() { StringValue = "full" } };
        log.Attributes.AddRange(many);
        var point = new WireNumber { AsInt = 1 };
        point.Attributes.AddRange(many);

        await dashboard.ExportAsync("/v1/logs", Wires.Logs("broker", log));
        await dashboard.ExportAsync("/v1/metrics", Wires.Metrics("broker", new WireMetric { Name = "full", Gauge = new() { DataPoints = { point } } }));

        Assert.Equal(128, (await dashboard.ApiAsync("/api/logs"))["logs"]![0]!["attributes"]!.AsObject().Count);
        Assert.Equal(32, (await dashboard.ApiAsync("/api/metrics"))["metrics"]![0]!["attributes"]!.AsObject().Count);
        Assert.Contains("9,872 more were left out", await dashboard.PageAsync("/logs?log=1"), StringComparison.Ordinal);
        Assert.Contains("full", await dashboard.PageAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_OfNonsense_LeaveThePageWhole()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/metrics", Wires.Metrics(
            "broker",
            Histogram(new WireHistogram { Count = 5, BucketCounts = { 1, 2, 3 }, ExplicitBounds = { 1 } }),
            Histogram(new WireHistogram { Count = ulong.MaxValue, Sum = double.NaN, BucketCounts = { 1, ulong.MaxValue }, ExplicitBounds = { double.NaN }, TimeUnixNano = ulong.MaxValue }),
            Histogram(new WireHistogram { Count = 2, Min = double.NaN, Max = double.NegativeInfinity, BucketCounts = { 1, 1, 0 }, ExplicitBounds = { 2, 1 } }),
            new WireMetric { Name = "exponential", ExponentialHistogram = new() { AggregationTemporality = 2, DataPoints = { new WireExponentialHistogram { Count = 3, Scale = int.MinValue, Positive = new() { Offset = int.MaxValue, BucketCounts = { 3 } } } } } },
            new WireMetric { Name = "summary", Summary = new() { DataPoints = { new WireSummary { Count = 3, Sum = double.PositiveInfinity } } } },
            new WireMetric { Gauge = new() { DataPoints = { new WireNumber { AsDouble = double.NaN } } } }));

        Assert.Equal(4, (await dashboard.ApiAsync("/api/metrics?samples=true"))["metrics"]!.AsArray().Count);
        foreach (var name in (string[])["histogram", "exponential", "summary", ""])
        {
            Assert.Contains("series, a", await dashboard.PageAsync("/metrics?name=" + name), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Metric_OfOtherClock_IsKeptWithTheTimeOfItsArrival()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/metrics", Wires.Metrics("broker", new WireMetric { Name = "late", Gauge = new() { DataPoints = { new WireNumber { AsInt = 1, TimeUnixNano = Wires.Epoch } } } }));

        var time = (DateTimeOffset)(await dashboard.ApiAsync("/api/metrics"))["metrics"]![0]!["time"]!;

        Assert.True(time.Year > 2023);
    }

    private static WireMetric Histogram(WireHistogram point) => new() { Name = "histogram", Histogram = new() { AggregationTemporality = 2, DataPoints = { point } } };
}
