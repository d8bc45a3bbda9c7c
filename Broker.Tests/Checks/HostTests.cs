using Broker.Service.Checks;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Checks;

/// <summary>Row 1: the request's Host is one of this machine's names, on any port.</summary>
public class HostTests(SharedDryRun shared) : IClassFixture<SharedDryRun>
{
    private readonly RunningBroker _broker = shared.Begin().Broker;

    public static TheoryData<string> Own => ["localhost", "LOCALHOST:1", "127.0.0.1:65535", "[::1]", "[::1]:4711"];

    public static TheoryData<string> Foreign =>
    [
        "127.0.0.2", "localhost.evil.example", "127.0.0.1.evil.example:8791", "localhost.", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433",
        "localhost:80a", "localhost:80:80",
        "localhost:-1", "[::1]evil.example", "[::1]:80:80", "[::1", "::1", ":8791", "",
    ];

    [Theory]
    [MemberData(nameof(Own))]
    public async Task Host_OfThisMachine_IsAllowedOnAnyPort(string host) =>
        Assert.Equal(200, (await WrittenRequest.SendAsync(_broker, "GET /healthz", "", $"Host: {host}")).Status);

    // The server itself finds these malformed, and answers 400 before the check sees them.
    [Fact]
    public void Name_OfAMalformedHost_IsNone() => Assert.All(
        ["localhost:80a", "localhost:80:80", "localhost:-1", "[::1]evil.example", "[::1]:80:80", "[::1", "::1", ":8791", ""],
        host => Assert.Equal("", HostName.WithoutPort(host)));

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Host_OfAnyOtherName_IsRefused(string host)
    {
        Assert.Contains((await WrittenRequest.SendAsync(_broker, "GET /healthz", "", $"Host: {host}")).Status, (int[])[400, 403]);
        Assert.Contains(Assert.Single(_broker.Events()).GetProperty("error").GetString(), (string[])["bad_request", "host_not_allowed"]);
    }

    [Theory]
    [InlineData("127.0.0.2", "127.0.0.2")]
    [InlineData("::1", "[::1]")]
    public async Task Host_OfTheAddressThatIsListenedOn_IsAllowedHoweverItWasConfigured(string address, string name)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && System.Net.Sockets.Socket.OSSupportsIPv6, "Other systems have no 127.0.0.2 until it is set up.");
        await using var byHost = await RunningBroker.StartAsync(options => options with { ListenHost = address });
        await using var byUrls = await RunningBroker.StartAsync(options => options with { Urls = [$"http://{name}:0"] });

        Assert.Equal(200, (await WrittenRequest.SendAsync(byHost, "GET /healthz", "", $"Host: {name}:1")).Status);
        Assert.Equal(200, (await WrittenRequest.SendAsync(byUrls, "GET /healthz", "", $"Host: {name}:1")).Status);
    }
}
