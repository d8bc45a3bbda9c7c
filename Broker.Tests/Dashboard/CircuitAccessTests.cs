using System.Net;

namespace Broker.Tests.Dashboard;

public class CircuitAccessTests
{
    [Theory]
    [InlineData("GET", "/_blazor")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/_blazor/disconnect")]
    [InlineData("GET", "/_blazor/initializers")]
    public async Task Circuit_WithoutSession_Is401(string method, string path)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.SendAsync(dashboard.Request(new(method), path, ("Origin", "http://" + dashboard.Server.Url.Authority)));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.SwitchingProtocols)]
    [InlineData("http://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("null", null, HttpStatusCode.Forbidden)]
    [InlineData(null, "evil.example", HttpStatusCode.Forbidden)]
    public async Task Websocket_IsOpenedOnlyForOwnOriginAndName(string? origin, string? host, HttpStatusCode expected)
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        using var request = dashboard.Request(
            HttpMethod.Get,
            "/_blazor",
            ("Cookie", await dashboard.SignInAsync()),
            ("Origin", origin ?? "http://" + dashboard.Server.Url.Authority),
            ("Connection", "Upgrade"),
            ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="));
        request.Headers.Host = host;

        using var answer = await dashboard.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }
}
