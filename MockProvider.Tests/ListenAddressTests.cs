using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using MockProvider.Hosting;

namespace MockProvider.Tests;

public class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:0")]
    [InlineData("http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("http://localhost:8792/", "http://localhost:8792")]
    [InlineData("http://[::1]:0", "http://[::1]:0")]
    public void Address_OnLoopback_IsBoundAsThatAndNothingWider(string url, string bound) =>
        Assert.Equal(bound, ListenAddress.Parse(url).BindUrl);

    [Theory]
    [InlineData("")]
    [InlineData("8792")]
    [InlineData("https://127.0.0.1:8792")]
    [InlineData("http://0.0.0.0:8792")]
    [InlineData("http://*:8792")]
    [InlineData("http://192.168.0.1:8792")]
    [InlineData("http://localhost.evil.example:8792")]
    [InlineData("http://127.0.0.1:8792/v1")]
    [InlineData("http://127.0.0.1:8792?x=1")]
    [InlineData("http://user@127.0.0.1:8792")]
    [InlineData("http://127.0.0.1:1;http://127.0.0.1:2")]
    public void Address_AnythingElse_IsRefused(string url) => Assert.Throws<ArgumentException>(() => ListenAddress.Parse(url));

    [Fact]
    public async Task Server_OnLocalhostWithAnyPort_IsReachedByThatName()
    {
        await using var mock = MockProviderServer.Start(new() { Url = "http://localhost:0" });
        using var client = new HttpClient();

        Assert.StartsWith("http://localhost:", mock.Url, StringComparison.Ordinal);
        Assert.All(
            IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(endpoint => endpoint.Port == mock.Server.Port),
            endpoint => Assert.True(IPAddress.IsLoopback(endpoint.Address)));
        Assert.Equal("Healthy", await client.GetStringAsync($"{mock.Url}/health", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Server_PortTaken_SaysSoAtOnce()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var exception = Assert.Throws<MockProviderStartException>(() => MockProviderServer.Start(new() { Url = url }));

        Assert.Equal($"{url} is taken by another program.", exception.Message);
    }

    [Fact]
    public async Task Server_Disposed_GivesThePortBack()
    {
        var mock = MockProviderServer.Start();
        var port = new Uri(mock.Url).Port;
        await mock.DisposeAsync();
        await mock.DisposeAsync();

        using var next = new TcpListener(IPAddress.Loopback, port);
        next.Start();

        Assert.Equal(port, ((IPEndPoint)next.LocalEndpoint).Port);
    }
}
