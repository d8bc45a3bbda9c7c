using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;

namespace Broker.Tests.Dashboard;

public class FilteredPageTests
{
    [Theory]
    [InlineData("?text=alpha", "alpha", "beta")]
    [InlineData("?errors=true", "beta", "alpha")]
    [InlineData("?resource=mock", "beta", "alpha")]
    [InlineData("?took=100", "beta", "alpha")]
    public async Task TracesPage_ShowsWhatItsAddressSays(string query, string shown, string hidden)
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var beta = Wires.Span(2, 1, name: "the beta", length: 200);
        beta.Status = new() { Code = 2 };
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, 1, name: "the alpha")));
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("mock", beta));

        var page = await dashboard.PageAsync("/traces" + query);

        Assert.Contains("the " + shown, page, StringComparison.Ordinal);
        Assert.DoesNotContain("the " + hidden, page, StringComparison.Ordinal);
        Assert.Contains("1 trace matches, of 2 traces", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?text=nothing-like-it", "No trace matches")]
    [InlineData("?errors=perhaps&took=abc", "the alpha")]
    [InlineData("?text=a&text=b", "the alpha")]
    [InlineData("?resource=%3Cscript%3E", "No trace matches")]
    public async Task TracesPage_OfOddAddress_IsNotBlank(string query, string shown)
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, 1, name: "the alpha")));

        Assert.Contains(shown, await dashboard.PageAsync("/traces" + query), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?level=warning", "trouble", "chatter")]
    [InlineData("?resource=mock", "trouble", "chatter")]
    [InlineData("?text=CHAT", "chatter", "trouble")]
    [InlineData("?trace=00000000000000000000000000000001", "chatter", "trouble")]
    public async Task LogsPage_ShowsWhatItsAddressSays(string query, string shown, string hidden)
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/logs", Wires.Logs("broker", new WireLogRecord { Body = new() { StringValue = "just chatter" }, SeverityNumber = 9, TraceId = Wires.TraceId(1), SpanId = Wires.SpanId(1) }));
        await dashboard.ExportAsync("/v1/logs", Wires.Logs("mock", new WireLogRecord { Body = new() { StringValue = "some trouble" }, SeverityNumber = 17 }));

        var page = await dashboard.PageAsync("/logs" + query);

        Assert.Contains(shown, page, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogsPage_WithRecord_ShowsItsDetailsAndTheWayToItsTrace()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/logs", Wires.Logs("broker", new WireLogRecord { Body = new() { StringValue = "hello" }, TraceId = Wires.TraceId(1), SpanId = Wires.SpanId(2), Attributes = { Wires.Pair("broker.caller", "lab") } }));

        var page = await dashboard.PageAsync("/logs?log=1");

        Assert.Contains("broker.caller", page, StringComparison.Ordinal);
        Assert.Contains("/traces/00000000000000000000000000000001?span=0000000000000002", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MetricsPage_ShowsPercentilesBucketsAndATable()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/metrics", Wires.Metrics(
            "broker",
            new WireMetric { Name = "gen_ai.client.operation.duration", Unit = "s", Description = "How long a call took.", Histogram = new() { AggregationTemporality = 2, DataPoints = { new WireHistogram { Count = 10, Sum = 1, BucketCounts = { 5, 5, 0 }, ExplicitBounds = { 0.1, 0.2 }, Attributes = { Wires.Pair("gen_ai.request.model", "gpt-4o-mini") } } } } },
            new WireMetric { Name = "broker.requests", Unit = "{request}", Sum = new() { AggregationTemporality = 2, IsMonotonic = true, DataPoints = { Number("forwarded", 7), Number("refused", 2) } } }));

        var histogram = await dashboard.PageAsync("/metrics");
        var counter = await dashboard.PageAsync("/metrics?resource=broker&name=broker.requests");
        var filtered = await dashboard.PageAsync("/metrics?name=broker.requests&tag=outcome%3Drefused");

        Assert.Contains("How long a call took.", histogram, StringComparison.Ordinal);
        Assert.Contains("<dt>p99</dt><dd>198 ms</dd>", histogram, StringComparison.Ordinal);
        Assert.Contains("Percentiles as a table", histogram, StringComparison.Ordinal);
        Assert.Contains("How the values were spread", histogram, StringComparison.Ordinal);
        Assert.Contains("gpt-4o-mini", histogram, StringComparison.Ordinal);
        Assert.Contains("Per second (request)", counter, StringComparison.Ordinal);
        Assert.Contains("2 series, a counter", counter, StringComparison.Ordinal);
        Assert.Contains("1 series, a counter", filtered, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?resource=nobody&name=nothing&minutes=9999999&by=nothing&tag=x")]
    [InlineData("?tag=level%3D&by=")]
    [InlineData("?minutes=-1&tag=%00")]
    public async Task MetricsPage_OfOddAddress_ShowsWhatThereIs(string query)
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/metrics", Wires.Metrics("broker", new WireMetric { Name = "the gauge", Gauge = new() { DataPoints = { new WireNumber { AsDouble = double.PositiveInfinity }, new WireNumber { AsDouble = 3, Attributes = { Wires.Pair("a", "b") } } } } }));

        Assert.Contains("the gauge", await dashboard.PageAsync("/metrics" + query), StringComparison.Ordinal);
    }

    private static WireNumber Number(string outcome, long value) => new() { AsInt = value, Attributes = { Wires.Pair("outcome", outcome) } };
}
