using System.Net;
using System.Text.Json.Nodes;

namespace Broker.Tests.Dashboard;

public class ApiAccessTests
{
    [Theory]
    [InlineData("X-API-Key", "wrong")]
    [InlineData("Authorization", "Bearer wrong")]
    [InlineData("Authorization", "Basic browser-token")]
    [InlineData("Authorization", "browser-token")]
    [InlineData("X-Other", DashboardFixture.Token)]
    public async Task Api_WithoutToken_Is401Json(string name, string value)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync("/api/traces", (name, value));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal("token_required", (string)body["error"]!);
    }

    [Fact]
    public async Task Api_WithTwoTokens_Is401()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync("/api/traces", ("X-API-Key", DashboardFixture.Token), ("Authorization", "Bearer wrong"));
        using var twice = await dashboard.GetAsync("/api/traces", ("X-API-Key", DashboardFixture.Token), ("X-API-Key", DashboardFixture.Token));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, twice.StatusCode);
    }

    [Fact]
    public async Task Api_ByCookie_MayReadAndNotAct()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var cookie = await dashboard.SignInAsync();

        using var read = await dashboard.GetAsync("/api/resources", ("Cookie", cookie));
        using var act = await dashboard.SendAsync(dashboard.Request(HttpMethod.Post, "/api/resources/broker/commands/dry-run", ("Cookie", cookie)));

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, act.StatusCode);
        Assert.Empty(dashboard.Resources.Executed);
    }
}
