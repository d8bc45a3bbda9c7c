using System.Net;
using System.Text.Json.Nodes;
using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;

namespace Broker.Tests.Dashboard;

public class ApiTests
{
    [Fact]
    public async Task Resources_ComeAsTheyAre()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        var resource = (await dashboard.ApiAsync("/api/resources"))["resources"]![0]!;

        Assert.Equal("broker", (string)resource["name"]!);
        Assert.Equal("Project", (string)resource["type"]!);
        Assert.Equal("Running", (string)resource["state"]!);
        Assert.Equal("Healthy", (string)resource["health"]!);
        Assert.Equal("http://127.0.0.1:4321", (string)resource["urls"]![0]!);
        Assert.Equal("***", (string)resource["environment"]![0]!["value"]!);
        Assert.Equal("dry-run", (string)resource["commands"]![0]!["name"]!);
        Assert.Null(resource["lastCommand"]);
    }

    [Fact]
    public async Task Traces_ComeNewestFirst_WithCaps()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var failed = Wires.Span(2, 2, parent: 1, start: 101);
        failed.Status = new() { Code = 2 };
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, 1, name: "older"), failed, Wires.Span(2, 1, name: "newer", start: 100, length: 20)));
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("mock", Wires.Span(2, 3, parent: 2, start: 105, length: 1)));

        var answer = await dashboard.ApiAsync("/api/traces");

        Assert.Equal(2, (int)answer["traceCount"]!);
        Assert.Equal(4, (int)answer["capacity"]!["spans"]!["held"]!);
        Assert.Equal(10_000, (int)answer["capacity"]!["spans"]!["capacity"]!);
        var newest = answer["traces"]![0]!;
        Assert.Equal("newer", (string)newest["name"]!);
        Assert.Equal(20d, (double)newest["durationMs"]!);
        Assert.Equal(3, (int)newest["spanCount"]!);
        Assert.Equal(1, (int)newest["errorCount"]!);
        Assert.Equal(["broker", "mock"], newest["resources"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("older", (string)answer["traces"]![1]!["name"]!);
        Assert.Single((await dashboard.ApiAsync("/api/traces?limit=1"))["traces"]!.AsArray());
    }

    [Fact]
    public async Task Trace_ComesInTreeOrder()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, 3, parent: 2, name: "grandchild", start: 3), Wires.Span(1, 2, parent: 1, name: "child", start: 2), Wires.Span(1, 1, name: "root")));

        var spans = (await dashboard.ApiAsync("/api/traces/" + Wires.Hex(Wires.TraceId(1))))["spans"]!.AsArray();

        Assert.Equal([("root", 0), ("child", 1), ("grandchild", 2)], spans.Select(span => ((string)span!["name"]!, (int)span["depth"]!)));
        Assert.Null(spans[0]!["parentSpanId"]);
        Assert.Equal(Wires.Hex(Wires.SpanId(1)), (string)spans[1]!["parentSpanId"]!);
        Assert.Equal("internal", (string)spans[0]!["kind"]!);
        Assert.Equal("unset", (string)spans[0]!["status"]!);
    }

    [Theory]
    [InlineData("/api/traces/00000000000000000000000000000001")]
    [InlineData("/api/traces/x")]
    [InlineData("/api/traces/..%2Fresources")]
    [InlineData("/api")]
    [InlineData("/api/")]
    public async Task Unknown_Is404Json(string path)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync(path, ("X-API-Key", DashboardFixture.Token));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("not_found", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999")]
    [InlineData("1&limit=2")]
    public async Task Limit_ThatIsNone_Is400(string limit)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync("/api/logs?limit=" + limit, ("X-API-Key", DashboardFixture.Token));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Logs_ComeNewestFirst_OrOfOneTrace()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/logs", Wires.Logs(
            "broker",
            new WireLogRecord { Body = new() { StringValue = "first" }, SeverityNumber = 9, TimeUnixNano = Wires.At(1), TraceId = Wires.TraceId(1), SpanId = Wires.SpanId(1), Attributes = { Wires.Pair("path", "/v1") } },
            new WireLogRecord { Body = new() { StringValue = "second" }, SeverityNumber = 17, ObservedTimeUnixNano = Wires.At(2) }));

        var all = (await dashboard.ApiAsync("/api/logs"))["logs"]!.AsArray();
        var ofTrace = (await dashboard.ApiAsync("/api/logs?traceId=" + Wires.Hex(Wires.TraceId(1))))["logs"]!.AsArray();

        Assert.Equal(["second", "first"], all.Select(log => (string)log!["body"]!));
        Assert.Equal("Error", (string)all[0]!["severity"]!);
        Assert.Equal("category", (string)all[0]!["category"]!);
        Assert.Equal("/v1", (string)Assert.Single(ofTrace)!["attributes"]!["path"]!);
    }

    [Fact]
    public async Task Metrics_ShowLatestPointOfEachSeries()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/metrics", Wires.Metrics("broker", Counter(1), Histogram()));
        await dashboard.ExportAsync("/v1/metrics", Wires.Metrics("broker", Counter(5)));

        var metrics = (await dashboard.ApiAsync("/api/metrics"))["metrics"]!.AsArray();

        Assert.Equal(2, metrics.Count);
        var sum = metrics.Single(metric => (string)metric!["kind"]! == "sum")!;
        Assert.Equal(5, (long)sum["value"]!);
        Assert.True((bool)sum["cumulative"]!);
        Assert.Equal("ok", (string)sum["attributes"]!["outcome"]!);
        var histogram = metrics.Single(metric => (string)metric!["kind"]! == "histogram")!;
        Assert.Equal([1, 2], histogram["bucketCounts"]!.AsArray().Select(count => (int)count!));
        Assert.Equal("NaN", (string)histogram["sum"]!);
    }

    private static WireMetric Counter(long value) => new()
    {
        Name = "requests",
        Sum = new() { AggregationTemporality = 2, IsMonotonic = true, DataPoints = { new WireNumber { AsInt = value, TimeUnixNano = Wires.Epoch, Attributes = { Wires.Pair("outcome", "ok") } } } },
    };

    private static WireMetric Histogram() => new()
    {
        Name = "duration",
        Histogram = new() { AggregationTemporality = 2, DataPoints = { new WireHistogram { Count = 3, Sum = double.NaN, BucketCounts = { 1, 2 }, ExplicitBounds = { 0.5 } } } },
    };
}
