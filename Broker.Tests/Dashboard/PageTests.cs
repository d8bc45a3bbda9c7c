using System.Net;
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
