using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Broker.Tests.Dashboard;

public partial class CommandTests
{
    private const string Path = "/resources/broker/commands/dry-run";

    [Fact]
    public async Task Button_WithFormToken_RunsCommandAndPageShowsOutcome()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var (cookie, token) = await OpenPageAsync(dashboard);

        using var answer = await PostAsync(dashboard, Path, cookie, token);

        Assert.Equal((HttpStatusCode.SeeOther, "/#resource-broker"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(["broker/dry-run"], dashboard.Resources.Executed);
        var page = await dashboard.PageAsync("/");
        Assert.Contains("HTTP 200", page, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeResources.Nasty, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Button_WithoutFormToken_IsRefused()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var (cookie, token) = await OpenPageAsync(dashboard);

        using var noToken = await PostAsync(dashboard, Path, cookie, null);
        using var wrongToken = await PostAsync(dashboard, Path, cookie, "wrong");
        using var noFormCookie = await PostAsync(dashboard, Path, await dashboard.SignInAsync(), token);
        using var noSession = await PostAsync(dashboard, Path, "", token);

        Assert.Equal(HttpStatusCode.BadRequest, noToken.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, wrongToken.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, noFormCookie.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, noSession.StatusCode);
        Assert.Empty(dashboard.Resources.Executed);
    }

    [Fact]
    public async Task Button_OfUnknownCommand_Is404()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var (cookie, token) = await OpenPageAsync(dashboard);

        using var answer = await PostAsync(dashboard, "/resources/broker/commands/nothing", cookie, token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
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

    private static async Task<(string Cookie, string Token)> OpenPageAsync(DashboardFixture dashboard)
    {
        var session = await dashboard.SignInAsync();
        using var page = await dashboard.GetAsync("/", ("Cookie", session));
        var token = FormToken().Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups[1].Value;
        Assert.NotEmpty(token);
        return ($"{session}; {DashboardFixture.CookieOf(page)}", token);
    }

    private static async Task<HttpResponseMessage> PostAsync(DashboardFixture dashboard, string path, string cookie, string? token)
    {
        using var request = dashboard.Request(HttpMethod.Post, path, ("Cookie", cookie), ("Origin", "http://" + dashboard.Server.Url.Authority));
        request.Content = new FormUrlEncodedContent(token is null ? [] : [new("__RequestVerificationToken", token)]);
        return await dashboard.SendAsync(request);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
