using Broker.Service.Checks;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Authentication;

public class HostNameTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.1:8791", "127.0.0.1")]
    [InlineData("localhost:", "localhost")]
    [InlineData("LocalHost:1", "LocalHost")]
    [InlineData("[::1]", "[::1]")]
    [InlineData("[::1]:8791", "[::1]")]
    [InlineData("localhost.", "localhost.")]
    [InlineData("", "")]
    [InlineData("localhost:80a", "")]
    [InlineData("localhost:80:80", "")]
    [InlineData("localhost:-1", "")]
    [InlineData("[::1]evil.example", "")]
    [InlineData("[::1]:80:80", "")]
    [InlineData("[::1", "")]
    [InlineData("::1", "")]
    [InlineData(":8791", "")]
    public void WithoutPort_OfAnyValue_IsTheNameOrNothing(string host, string name) => Assert.Equal(name, HostName.WithoutPort(host));

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("localhost", "localhost")]
    [InlineData("::1", "[::1]")]
    [InlineData("[::1]", "[::1]")]
    public void ForUrl_OfANameOrAddress_PutsIPv6IntoBrackets(string name, string expected) => Assert.Equal(expected, HostName.ForUrl(name));

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:1", 200)]
    [InlineData("127.0.0.1:65535", 200)]
    [InlineData("[::1]:4711", 200)]
    [InlineData("127.0.0.2", 403)]
    [InlineData("localhost.evil.example", 403)]
    [InlineData("localhost.", 403)]
    [InlineData("0.0.0.0", 403)]
    [InlineData("[::ffff:127.0.0.1]", 403)]
    [InlineData("2130706433", 403)]
    public async Task Host_OfARequest_IsOneOfThisMachinesNamesOnAnyPort(string host, int status)
    {
        await using var broker = await RunningBroker.StartAsync();

        Assert.Equal(status, (await WrittenRequest.SendAsync(broker, "GET /healthz", "", $"Host: {host}")).Status);
    }

    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData("::1")]
    public async Task Host_OfTheAddressThatIsListenedOn_IsAllowedHoweverItWasConfigured(string address)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.Net.Sockets.Socket.OSSupportsIPv6, "Other systems have no 127.0.0.2 until it is set up.");
        var name = HostName.ForUrl(address);
        await using var byHost = await RunningBroker.StartAsync(options => options with { ListenHost = address });
        await using var byUrls = await RunningBroker.StartAsync(options => options with { Urls = [$"http://{name}:0"] });

        Assert.Equal(200, (await WrittenRequest.SendAsync(byHost, "GET /healthz", "", $"Host: {name}:1")).Status);
        Assert.Equal(200, (await WrittenRequest.SendAsync(byUrls, "GET /healthz", "", $"Host: {name}:1")).Status);
    }
}
