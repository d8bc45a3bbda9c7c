using System.Net;
using Broker.AppHost.Embedded.Dashboard;

namespace Broker.Tests.Dashboard;

public class FirstCircuitTests
{
    [Fact]
    public async Task FirstCircuit_OfAPage_IsDrawn()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/logs", Wires.Logs("broker", new Broker.AppHost.Embedded.Dashboard.Otlp.Wire.WireLogRecord { Body = new() { StringValue = "hello" } }));
        var cookies = new CookieContainer();
        cookies.SetCookies(dashboard.Server.Url, (await dashboard.SignInAsync()).Replace("; ", ",", StringComparison.Ordinal));

        Assert.True(await FirstCircuit.DrawAsync(new Uri(dashboard.Server.Url, "/logs"), await dashboard.PageAsync("/logs"), cookies, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FirstCircuit_WithoutSession_IsRefused()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(async () =>
            await FirstCircuit.DrawAsync(new Uri(dashboard.Server.Url, "/logs"), await dashboard.PageAsync("/logs"), new(), TestContext.Current.CancellationToken));
    }
}
