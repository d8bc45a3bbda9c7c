using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;

namespace Broker.Tests.Dashboard;

public class TracePageTests
{
    [Fact]
    public async Task TracePage_ShowsWaterfallWithLogsInPlace()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var child = Wires.Span(1, 2, parent: 1, name: "child", start: 2, length: 5);
        child.Attributes.Add(Wires.Pair("gen_ai.usage.input_tokens", 17));
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", child, Wires.Span(1, 1, name: "root", length: 20), Wires.Span(1, 3, parent: 9, name: "orphan")));
        await dashboard.ExportAsync("/v1/logs", Wires.Logs("broker", new WireLogRecord { Body = new() { StringValue = "log of child" }, SeverityNumber = 13, TraceId = child.TraceId, SpanId = child.SpanId }));

        var path = "/traces/" + Wires.Hex(child.TraceId);
        var page = await dashboard.PageAsync(path);
        var ofChild = await dashboard.PageAsync(path + "?span=" + Wires.Hex(child.SpanId));
        var ofOrphan = await dashboard.PageAsync(path + "?span=0000000000000003");

        Assert.Contains("role=\"treegrid\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("gen_ai.usage.input_tokens", page, StringComparison.Ordinal);
        Assert.Contains("gen_ai.usage.input_tokens", ofChild, StringComparison.Ordinal);
        Assert.Contains("Model call", ofChild, StringComparison.Ordinal);
        Assert.Contains("log of child", ofChild, StringComparison.Ordinal);
        Assert.Contains("span 0000000000000009, is not here", ofOrphan, StringComparison.Ordinal);
        Assert.Contains("x=\"10%\" width=\"25%\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TracePage_OfHugeTrace_MakesOnlyTheRowsInView()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var spans = Enumerable.Range(0, 700).Select(i =>
        {
            var span = Wires.Span(1, 1, name: "chain");
            span.SpanId = Google.Protobuf.ByteString.CopyFrom(BitConverter.GetBytes(i + 1L));
            span.ParentSpanId = i == 0 ? Google.Protobuf.ByteString.Empty : Google.Protobuf.ByteString.CopyFrom(BitConverter.GetBytes((long)i));
            return span;
        });
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", spans));

        var page = await dashboard.PageAsync("/traces/" + Wires.Hex(Wires.TraceId(1)));

        Assert.Contains("aria-rowcount=\"701\"", page, StringComparison.Ordinal);
        Assert.InRange(System.Text.RegularExpressions.Regex.Count(page, "data-row[^s]"), 20, 100);
    }

    [Fact]
    public async Task TracePage_OfUnknownTrace_IsNotBlank()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        Assert.Contains("This trace is not here", await dashboard.PageAsync("/traces/%3Cscript%3E"), StringComparison.Ordinal);
    }
}
