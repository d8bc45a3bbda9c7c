using System.Net;
using System.Text.Json.Nodes;
using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;

namespace Broker.Tests.Dashboard;

public class FilterTests
{
    [Theory]
    [InlineData("", "third second first")]
    [InlineData("?resource=mock", "second")]
    [InlineData("?resource=nobody", "")]
    [InlineData("?errors=true", "third")]
    [InlineData("?errors=false", "third second first")]
    [InlineData("?text=SECOND", "second")]
    [InlineData("?text=gpt-4o", "first")]
    [InlineData("?text=child", "second")]
    [InlineData("?text=00000000000000000000000000000003", "third")]
    [InlineData("?minDurationMs=50", "third")]
    [InlineData("?offset=1&limit=1", "second")]
    [InlineData("?offset=9", "")]
    public async Task Traces_AreFiltered(string query, string names)
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var first = Wires.Span(1, 1, name: "first");
        first.Attributes.Add(Wires.Pair("gen_ai.request.model", "gpt-4o-mini"));
        var third = Wires.Span(3, 1, name: "third", start: 2000, length: 60);
        third.Status = new() { Code = 2 };
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", first, Wires.Span(2, 1, name: "second", start: 1000), third));
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("mock", Wires.Span(2, 2, parent: 1, name: "child", start: 1001, length: 1)));

        var answer = await dashboard.ApiAsync("/api/traces" + query);

        Assert.Equal(names, string.Join(' ', answer["traces"]!.AsArray().Select(trace => (string)trace!["name"]!)));
        Assert.Equal(3, (int)answer["traceCount"]!);
        Assert.Equal(query.Contains("offset", StringComparison.Ordinal) ? 3 : names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, (int)answer["matched"]!);
    }

    [Theory]
    [InlineData("", "error warning info none")]
    [InlineData("?level=Information", "error warning info")]
    [InlineData("?level=warning", "error warning")]
    [InlineData("?level=critical", "")]
    [InlineData("?resource=mock", "none")]
    [InlineData("?text=WARN", "warning")]
    [InlineData("?text=/v1/chat", "info")]
    [InlineData("?text=category", "error warning info none")]
    [InlineData("?traceId=00000000000000000000000000000001", "info warning")]
    [InlineData("?traceId=00000000000000000000000000000001&limit=1&offset=1", "warning")]
    [InlineData("?spanId=0000000000000002", "warning")]
    [InlineData("?level=error&limit=1", "error")]
    public async Task Logs_AreFiltered(string query, string bodies)
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/logs", Wires.Logs("mock", Log("none", 0, 1)));
        await dashboard.ExportAsync("/v1/logs", Wires.Logs("broker", Log("info", 9, 2, trace: 1, span: 1), Log("warning", 13, 3, trace: 1, span: 2), Log("error", 17, 4)));

        var answer = await dashboard.ApiAsync("/api/logs" + query);

        Assert.Equal(bodies, string.Join(' ', answer["logs"]!.AsArray().Select(log => (string)log!["body"]!)));
    }

    [Theory]
    [InlineData("/api/traces?errors=perhaps", "errors_invalid")]
    [InlineData("/api/traces?minDurationMs=-1", "minDurationMs_invalid")]
    [InlineData("/api/traces?minDurationMs=99999999999", "minDurationMs_invalid")]
    [InlineData("/api/traces?offset=x", "offset_invalid")]
    [InlineData("/api/traces?resource=a&resource=b", "resource_invalid")]
    [InlineData("/api/logs?level=loud", "level_invalid")]
    [InlineData("/api/metrics?samples=1", "samples_invalid")]
    public async Task Filter_ThatIsNone_Is400(string path, string error)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync(path, ("X-API-Key", DashboardFixture.Token));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(error, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!);
    }

    private static WireLogRecord Log(string body, int severity, int at, byte trace = 0, byte span = 0)
    {
        var log = new WireLogRecord { Body = new() { StringValue = body }, SeverityNumber = severity, TimeUnixNano = Wires.At(at), Attributes = { Wires.Pair("path", body == "info" ? "/v1/chat" : "/") } };
        if (trace > 0)
        {
            (log.TraceId, log.SpanId) = (Wires.TraceId(trace), Wires.SpanId(span));
        }

        return log;
    }
}
