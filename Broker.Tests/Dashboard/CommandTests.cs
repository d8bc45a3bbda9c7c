using System.Net;
using System.Text.Json.Nodes;

namespace Broker.Tests.Dashboard;

public class CommandTests
{
    [Fact]
    public async Task Page_ShowsButtonAndWhatCameOfTheLastCommand()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        using var answer = await PostApiAsync(dashboard, "/api/resources/broker/commands/dry-run");

        var page = await dashboard.PageAsync("/");

        Assert.Contains("Dry run", page, StringComparison.Ordinal);
        Assert.Contains("HTTP 200", page, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeResources.Nasty, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_OfOtherPage_FindsNothingToPostTo()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        using var request = dashboard.Request(HttpMethod.Post, "/resources/broker/commands/dry-run", ("Cookie", await dashboard.SignInAsync()));
        request.Content = new FormUrlEncodedContent([]);

        using var answer = await dashboard.SendAsync(request);

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Empty(dashboard.Resources.Executed);
    }

    [Fact]
    public async Task Api_RunsCommand_AndTellsTheOutcome()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await PostApiAsync(dashboard, "/api/resources/broker/commands/dry-run");

        var outcome = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, (bool)outcome["success"]!));
        Assert.StartsWith("HTTP 200", (string)outcome["message"]!, StringComparison.Ordinal);
        var last = (await dashboard.ApiAsync("/api/resources"))["resources"]![0]!["lastCommand"]!;
        Assert.Equal("Dry run", (string)last["command"]!);
    }

    [Fact]
    public async Task Command_BeginsATraceThatNamesTheDashboard()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await PostApiAsync(dashboard, "/api/resources/broker/commands/dry-run");

        var traceId = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["traceId"]!;
        var span = Assert.Single((await dashboard.ApiAsync("/api/traces/" + traceId))["spans"]!.AsArray())!;
        Assert.Equal(("Dry run", "dashboard", false), ((string)span["name"]!, (string)span["resource"]!, (bool)span["parentMissing"]!));
        Assert.Equal($"00-{traceId}-{(string)span["spanId"]!}-01", dashboard.Resources.TraceParent);
        Assert.Contains($"href=\"/traces/{traceId}\"", await dashboard.PageAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_CommandThatThrows_FailsWithoutItsDetail()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await PostApiAsync(dashboard, "/api/resources/broker/commands/throw");

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.False((bool)JsonNode.Parse(text)!["success"]!);
        Assert.DoesNotContain("secret detail", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/resources/broker/commands/nothing")]
    [InlineData("/api/resources/nobody/commands/dry-run")]
    [InlineData("/api/nothing")]
    public async Task Api_OfUnknownThings_Is404Json(string path)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await PostApiAsync(dashboard, path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("not_found", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!);
    }

    private static Task<HttpResponseMessage> PostApiAsync(DashboardFixture dashboard, string path) =>
        dashboard.SendAsync(dashboard.Request(HttpMethod.Post, path, ("Authorization", "Bearer " + DashboardFixture.Token)));
}
