using System.Net;
using System.Text.Json.Nodes;

namespace Broker.Tests.Dashboard;

public class LifecycleTests
{
    [Fact]
    public async Task Api_StopsAndStarts_AndTellsTheState()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        Assert.Equal("Stopped", await ChangeAsync(dashboard, "/api/resources/broker/stop"));
        Assert.Equal(["start"], (await dashboard.ApiAsync("/api/resources"))["resources"]![0]!["actions"]!.AsArray().Select(action => (string)action!));
        Assert.Equal("Running", await ChangeAsync(dashboard, "/api/resources/broker/start"));
    }

    [Theory]
    [InlineData("/api/resources/broker/start", HttpStatusCode.Conflict, "not_now")]
    [InlineData("/api/resources/nobody/start", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/resources/provider-key/stop", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/resources/broker/explode", HttpStatusCode.NotFound, "not_found")]
    public async Task Api_WhereItMakesNoSense_Refuses(string path, HttpStatusCode status, string error)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await PostAsync(dashboard, path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(error, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!);
    }

    [Fact]
    public async Task Api_ByCookie_StopsNothing()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        using var request = dashboard.Request(HttpMethod.Post, "/api/resources/broker/stop", ("Cookie", await dashboard.SignInAsync()));

        using var answer = await dashboard.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Running", dashboard.Resources.Resources[0].State);
    }

    private static async Task<string> ChangeAsync(DashboardFixture dashboard, string path)
    {
        using var answer = await PostAsync(dashboard, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["state"]!;
    }

    private static Task<HttpResponseMessage> PostAsync(DashboardFixture dashboard, string path) =>
        dashboard.SendAsync(dashboard.Request(HttpMethod.Post, path, ("X-API-Key", DashboardFixture.Token)));
}
