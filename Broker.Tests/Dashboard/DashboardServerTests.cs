using System.Net;
using System.Net.Sockets;
using Broker.AppHost.Embedded.Dashboard;

namespace Broker.Tests.Dashboard;

public class DashboardServerTests
{
    [Fact]
    public async Task Start_OnPortZero_TellsRealAddresses()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        var ports = new[] { dashboard.Server.Url.Port, dashboard.Server.OtlpGrpcUrl.Port, dashboard.Server.OtlpHttpUrl.Port };

        Assert.DoesNotContain(0, ports);
        Assert.Equal(3, ports.Distinct().Count());
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://192.0.2.1:0")]
    [InlineData("http://example.com:0")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://127.0.0.2:0")]
    public async Task Start_OnOtherThanLoopback_Throws(string url)
    {
        var good = DashboardFixture.Options();
        foreach (var options in new[] { good with { Url = new(url) }, good with { OtlpGrpcUrl = new(url) }, good with { OtlpHttpUrl = new(url) } })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => DashboardServer.StartAsync(options, new FakeResources(), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Start_WithoutTokens_Throws()
    {
        var good = DashboardFixture.Options();

        await Assert.ThrowsAsync<ArgumentException>(() => DashboardServer.StartAsync(good with { BrowserToken = "" }, new FakeResources(), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentException>(() => DashboardServer.StartAsync(good with { OtlpApiKey = " " }, new FakeResources(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_OnTakenAddress_ThrowsNamingItAndLetsGoOfTheOthers()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = new Uri($"http://{taken.LocalEndpoint}");

        var exception = await Assert.ThrowsAsync<IOException>(
            () => DashboardServer.StartAsync(DashboardFixture.Options() with { OtlpHttpUrl = url }, new FakeResources(), TestContext.Current.CancellationToken));

        Assert.Contains($"http://{taken.LocalEndpoint}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_EndsListening()
    {
        var dashboard = await DashboardFixture.StartAsync();
        var url = dashboard.Server.Url;
        await dashboard.DisposeAsync();

        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(async () => await client.ConnectAsync(IPAddress.Loopback, url.Port, TestContext.Current.CancellationToken));
    }
}
