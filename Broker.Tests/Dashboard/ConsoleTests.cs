using System.Net;
using System.Text.RegularExpressions;
using Broker.AppHost.Embedded.Dashboard.Output;

namespace Broker.Tests.Dashboard;

public class ConsoleTests
{
    [Fact]
    public async Task Api_TellsLinesWithoutControlSequences()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        dashboard.Resources.Console.Add("broker", ConsoleStream.Output, "\u001b[32minfo\u001b[39m: hello");
        dashboard.Resources.Console.Add("broker", ConsoleStream.Error, "oh");

        var lines = (await dashboard.ApiAsync("/api/console/broker"))["lines"]!.AsArray();

        Assert.Equal(["info: hello", "oh"], lines.Select(line => (string)line!["text"]!));
        Assert.Equal(["output", "error"], lines.Select(line => (string)line!["stream"]!));
    }

    [Fact]
    public async Task Api_WithLimit_TellsTheLastLines()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        for (var i = 1; i <= 60; i++)
        {
            dashboard.Resources.Console.Add("broker", ConsoleStream.Output, $"line {i}");
        }

        var answer = await dashboard.ApiAsync("/api/console/broker?limit=2");

        Assert.Equal(["line 59", "line 60"], answer["lines"]!.AsArray().Select(line => (string)line!["text"]!));
        Assert.Equal((50, 50, 10), ((int)answer["capacity"]!["held"]!, (int)answer["capacity"]!["capacity"]!, (int)answer["capacity"]!["evicted"]!));
    }

    [Theory]
    [InlineData("/api/console/nobody")]
    [InlineData("/api/console/provider-key")]
    public async Task Api_OfWhatHasNoConsole_Is404(string path)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync(path, ("X-API-Key", DashboardFixture.Token));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Page_ShowsColoursAsClassesAndMarkupAsText()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        dashboard.Resources.Console.Add("broker", ConsoleStream.Output, "\u001b[1;31mbad <b>news</b>\u001b[0m \u001b]8;;http://evil.example\u0007link");
        dashboard.Resources.Console.Add("broker", ConsoleStream.Error, "from standard error");

        var page = await dashboard.PageAsync("/console/broker");

        Assert.Contains("<span class=\"ink-1 bold\">bad &lt;b&gt;news&lt;/b&gt;</span>", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "class=\"line error\""));
        Assert.Single(Regex.Matches(page, "<span class=\"stream\""));
        Assert.Contains("2 lines; 2 of at most 50 kept.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/console/nobody", "There is no such resource")]
    [InlineData("/console/broker", "It has written nothing yet.")]
    [InlineData("/console", "It has written nothing yet.")]
    public async Task Page_WithNothingToShow_SaysSo(string path, string expected)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        Assert.Contains(expected, await dashboard.PageAsync(path), StringComparison.Ordinal);
    }
}
