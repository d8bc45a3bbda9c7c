using System.Net;
using System.Text.RegularExpressions;
using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;

namespace Broker.Tests.Dashboard;

public class PageTests
{
    private const string Nasty = "<img src=x onerror=alert(1)>\"'\u0007\u202e";

    [Fact]
    public async Task Pages_ShowMarkupAsText()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var span = Wires.Span(1, 1, name: Nasty);
        span.Attributes.Add(Wires.Pair(Nasty, Nasty));
        span.Events.Add(new WireSpanEvent { Name = Nasty, Attributes = { Wires.Pair(Nasty, Nasty) } });
        span.Status = new() { Code = 2, Message = Nasty };
        await dashboard.ExportAsync("/v1/traces", Wires.Spans(Nasty, span));
        await dashboard.ExportAsync("/v1/logs", Wires.Logs(Nasty, new WireLogRecord { Body = new() { StringValue = Nasty }, SeverityText = Nasty, TraceId = span.TraceId, SpanId = span.SpanId, Attributes = { Wires.Pair(Nasty, Nasty) } }));
        await dashboard.ExportAsync("/v1/metrics", Wires.Metrics(Nasty, new WireMetric
        {
            Name = Nasty,
            Description = Nasty,
            Unit = Nasty,
            Sum = new() { AggregationTemporality = 2, IsMonotonic = true, DataPoints = { new WireNumber { AsInt = 1, Attributes = { Wires.Pair(Nasty, Nasty) } }, new WireNumber { AsInt = 1, Attributes = { Wires.Pair(Nasty, "other") } } } },
        }));

        var trace = "/traces/" + Wires.Hex(span.TraceId);
        foreach (var path in (string[])["/", "/traces", trace, trace + "?span=" + Wires.Hex(span.SpanId), "/logs", "/logs?log=1", "/metrics", "/metrics?name=" + Uri.EscapeDataString(Nasty)])
        {
            var page = await dashboard.PageAsync(path);

            Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("alert('x')", page, StringComparison.Ordinal);
            Assert.DoesNotContain("href=\"javascript:", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(page, character => character is '\u0007' or '\u202e');
            Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
            Assert.Contains(path == "/" ? "&lt;script&gt;" : "&lt;img src=x", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ResourcesPage_ShowsWhatTheEngineKnows()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        var page = await dashboard.PageAsync("/");

        Assert.Contains("Running", page, StringComparison.Ordinal);
        Assert.Contains("Healthy", page, StringComparison.Ordinal);
        Assert.Contains("href=\"http://127.0.0.1:4321\"", page, StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_KEY", page, StringComparison.Ordinal);
        Assert.Contains("Dry run", page, StringComparison.Ordinal);
        Assert.Contains("Parameters:provider-key in the settings", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/console/broker\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResourcesPage_OffersOnlyWhatMakesSenseNow()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        var page = await dashboard.PageAsync("/");

        Assert.Contains(" disabled-focusable", Button(page, "Start broker"), StringComparison.Ordinal);
        Assert.DoesNotContain(" disabled-focusable", Button(page, "Stop broker"), StringComparison.Ordinal);

        static string Button(string page, string label) => Regex.Match(page, $"<fluent-button[^>]*aria-label=\"{label}\"[^>]*>").Value is { Length: > 0 } found ? found : throw new InvalidOperationException(label);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/console")]
    public async Task Page_ThatFails_SaysSoAndIsNotBlank(string path)
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        dashboard.Resources.Broken = true;

        var page = await dashboard.PageAsync(path);

        Assert.Contains("This page ran into an error.", page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_WithoutJavaScript_SayThatTheyNeedIt()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        Assert.Contains("<noscript>", await dashboard.PageAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain("<noscript>", await dashboard.PageAsync("/sign-in"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/traces")]
    [InlineData("/logs")]
    [InlineData("/metrics")]
    public async Task EmptyPage_SaysWhatToDo(string path)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        Assert.Contains("curl -X POST http://127.0.0.1:4321/v1/responses", await dashboard.PageAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptyResources_SaySo()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        dashboard.Resources.Resources = [];

        Assert.Contains("No resources yet", await dashboard.PageAsync("/"), StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:8791/v1/responses", await dashboard.PageAsync("/traces"), StringComparison.Ordinal);
    }

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

    [Fact]
    public async Task UnknownPage_Is404WithTheWayBack()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync("/nowhere", ("Cookie", await dashboard.SignInAsync()));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no such page", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/assets/nothing")]
    [InlineData("PUT", "/login")]
    public async Task Refusal_WithoutSession_ShowsNothingOfTheRun(string method, string path)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.SendAsync(dashboard.Request(new(method), path));

        Assert.DoesNotContain("spans", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Fact]
    public async Task Pages_AskForNothingElsewhere()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        foreach (var path in (string[])["/", "/console", "/traces", "/logs", "/metrics", "/sign-in"])
        {
            var page = await dashboard.PageAsync(path);

            Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
            Assert.DoesNotMatch("<link[^>]+href=\"(?!/assets/|/_content/)", page);
            Assert.DoesNotMatch("<script(?![^>]+src=\"/(?:assets|_framework)/)", page);
        }

        using var style = await dashboard.GetAsync("/assets/dashboard.css");
        Assert.DoesNotContain("url(", await style.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("text/css", style.Content.Headers.ContentType?.MediaType);
    }
}
