using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;

namespace Broker.Tests.Dashboard;

public class BoundaryPageTests
{
    private static readonly string Trace = "/traces/" + Wires.Hex(Wires.TraceId(1));

    [Fact]
    public async Task TraceWithCheck_LeadsToItsBoundaryView()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/traces", Check(Wires.Pair("broker.rule", "client_token"), Wires.Pair("broker.outcome", "refused"), Wires.Pair("error.type", "client_token_required")));

        var page = await dashboard.PageAsync(Trace + "/boundary");

        Assert.Contains($"href=\"{Trace}/boundary\"", await dashboard.PageAsync(Trace), StringComparison.Ordinal);
        Assert.Contains("Refused by client_token: nothing crossed the boundary", page, StringComparison.Ordinal);
        Assert.Contains("client_token_required", page, StringComparison.Ordinal);
        Assert.Contains("refused by client_token", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TraceWithoutCheck_HasNoBoundaryToShow()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, 1)));

        Assert.DoesNotContain("/boundary\"", await dashboard.PageAsync(Trace), StringComparison.Ordinal);
        Assert.Contains("The broker checked no request in this trace", await dashboard.PageAsync(Trace + "/boundary"), StringComparison.Ordinal);
        Assert.Contains("This trace is not here", await dashboard.PageAsync("/traces/unknown/boundary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_WithMarkup_AreShownAsText()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/traces", Check(Wires.Pair("broker.rule", FakeResources.Nasty), Wires.Pair("broker.outcome", "refused")));

        var page = await dashboard.PageAsync(Trace + "/boundary");

        Assert.DoesNotContain(FakeResources.Nasty, page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    private static WireTraceExport Check(params WirePair[] facts)
    {
        var span = Wires.Span(1, 1, name: "check");
        span.Attributes.AddRange(facts);
        var export = Wires.Spans("broker", span);
        export.ResourceSpans[0].ScopeSpans[0].Scope = new() { Name = "Broker.Service" };
        return export;
    }
}
