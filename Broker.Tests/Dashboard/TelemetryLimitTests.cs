using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;

namespace Broker.Tests.Dashboard;

public class TelemetryLimitTests
{
    [Fact]
    public async Task Spans_BeyondCap_PushOldestOut()
    {
        await using var dashboard = await DashboardFixture.StartAsync(new() { Spans = 3 });

        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Enumerable.Range(1, 5).Select(i => Wires.Span((byte)i, 1, name: $"trace {i}", start: i))));

        var answer = await dashboard.ApiAsync("/api/traces");
        Assert.Equal(["trace 5", "trace 4", "trace 3"], answer["traces"]!.AsArray().Select(trace => (string)trace!["name"]!));
        Assert.Equal((3, 3, 2), ((int)answer["capacity"]!["spans"]!["held"]!, (int)answer["capacity"]!["spans"]!["capacity"]!, (int)answer["capacity"]!["spans"]!["evicted"]!));
        Assert.Contains("3 of 3 spans", await dashboard.PageAsync("/traces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spans_BeyondBytes_PushOldestOut()
    {
        await using var dashboard = await DashboardFixture.StartAsync(new() { BytesPerSignal = 50_000 });
        foreach (var i in Enumerable.Range(1, 10))
        {
            var span = Wires.Span((byte)i, 1);
            span.Attributes.Add(Wires.Pair("big", new string('x', 8000)));
            await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", span));
        }

        Assert.InRange((int)(await dashboard.ApiAsync("/api/traces"))["traceCount"]!, 1, 3);
    }

    [Fact]
    public async Task Logs_BeyondCap_PushOldestOut()
    {
        await using var dashboard = await DashboardFixture.StartAsync(new() { Logs = 2 });

        await dashboard.ExportAsync("/v1/logs", Wires.Logs("broker", Enumerable.Range(1, 3).Select(i => new WireLogRecord { Body = new() { IntValue = i }, TimeUnixNano = Wires.At(i), TraceId = Wires.TraceId(1) })));

        Assert.Equal(["3", "2"], (await dashboard.ApiAsync("/api/logs"))["logs"]!.AsArray().Select(log => (string)log!["body"]!));
    }

    [Fact]
    public async Task Series_BeyondCap_PushLongestSilentOut()
    {
        await using var dashboard = await DashboardFixture.StartAsync(new() { MetricSeries = 2 });

        await dashboard.ExportAsync("/v1/metrics", Wires.Metrics("broker", Gauge("a"), Gauge("b"), Gauge("a"), Gauge("c")));

        Assert.Equal(["a", "c"], (await dashboard.ApiAsync("/api/metrics"))["metrics"]!.AsArray().Select(metric => (string)metric!["name"]!));
    }

    [Fact]
    public async Task Attributes_ByTheThousand_AreCutAndMarked()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var span = Wires.Span(1, 1, name: new string('n', 1000));
        span.Attributes.AddRange(Enumerable.Range(0, 10_000).Select(i => Wires.Pair($"a{i}", new string('v', i == 0 ? 20_000 : 1))));
        span.Events.AddRange(Enumerable.Range(0, 1000).Select(i => new WireSpanEvent { Name = $"e{i}" }));

        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", span));

        var path = "/traces/" + Wires.Hex(span.TraceId);
        var kept = (await dashboard.ApiAsync("/api" + path))["spans"]![0]!;
        Assert.Equal(128, kept["attributes"]!.AsObject().Count);
        Assert.Equal(9_872, (int)kept["droppedAttributes"]!);
        Assert.EndsWith("… (cut)", (string)kept["attributes"]!["a0"]!, StringComparison.Ordinal);
        Assert.EndsWith("… (cut)", (string)kept["name"]!, StringComparison.Ordinal);
        Assert.Equal((128, 872), (kept["events"]!.AsArray().Count, (int)kept["droppedEvents"]!));
        Assert.Contains("9,872 more were left out", await dashboard.PageAsync(path + "?span=" + Wires.Hex(span.SpanId)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_OfAnyKind_AreShown()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var none = Wires.Span(1, 1);
        (none.StartTimeUnixNano, none.EndTimeUnixNano) = (0, 0);
        var backwards = Wires.Span(1, 2);
        (backwards.StartTimeUnixNano, backwards.EndTimeUnixNano) = (Wires.At(10), Wires.At(5));
        var farAway = Wires.Span(1, 3);
        (farAway.StartTimeUnixNano, farAway.EndTimeUnixNano) = (1, ulong.MaxValue);

        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", none, backwards, farAway));

        var path = "/traces/" + Wires.Hex(none.TraceId);
        var spans = (await dashboard.ApiAsync("/api" + path))["spans"]!.AsArray();
        Assert.Equal(3, spans.Count);
        Assert.All(spans, span => Assert.True((double)span!["durationMs"]! >= 0));
        Assert.Contains("0000000000000003", await dashboard.PageAsync(path + "?span=0000000000000003"), StringComparison.Ordinal);
    }

    private static WireMetric Gauge(string name) => new() { Name = name, Gauge = new() { DataPoints = { new WireNumber { AsDouble = 1 } } } };
}
