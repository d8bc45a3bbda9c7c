namespace Broker.Tests.Threats;

/// <summary>C01 and C02: names by which a web page could reach this machine.</summary>
public class HostGuardTests
{
    [Theory]
    [InlineData("evil.example:8791")]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example:8791")]
    [InlineData("localhost.evil.example")]
    [InlineData("localhost.")]
    [InlineData("127.0.0.1.")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0.0.0.0")]
    [InlineData("127.0.0.2")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("192.168.1.10:8791")]
    public async Task C01_Host_NotOfThisMachine_IsRefused(string host)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(new RawRequest { Host = host }, 403, "host_not_allowed");
    }

    [Theory]
    [InlineData("[::]")]
    [InlineData("127.0.0.1:80:80")]
    [InlineData("user@127.0.0.1")]
    [InlineData("evil.example@127.0.0.1:8791")]
    [InlineData("127.0.0.1:8791@evil.example")]
    [InlineData("127.0.0.1:8791/x")]
    [InlineData("127.0.0.1, evil.example")]
    [InlineData("127.0.0.1 evil.example")]
    [InlineData("127.0.0.1:port")]
    [InlineData("[::1]evil")]
    [InlineData("[::1%25lo]")]
    [InlineData("http://127.0.0.1")]
    [InlineData(":8791")]
    public async Task C01_Host_ThatIsNoNameWithAPort_IsRefused(string host)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(new RawRequest { Host = host });

        Assert.True(answer.Status is 400 or 403);
        stage.AssertRefused(answer, answer.Status, answer.Status == 400 ? "bad_request" : "host_not_allowed");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost:1")]
    [InlineData("LOCALHOST:8791")]
    [InlineData("[::1]:8791")]
    public async Task C01_Host_OfThisMachineOnAnyPort_IsServed(string host)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(new RawRequest { Host = host });

        Assert.Equal(200, answer.Status);
        Assert.Single(stage.Upstream.Requests);
    }

    [Fact]
    public async Task C02_Host_Missing_IsRefusedByTheServer()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(new RawRequest { Host = null }, 400);
    }

    [Theory]
    [InlineData("127.0.0.1:8791")]
    [InlineData("evil.example")]
    public async Task C02_Host_Twice_IsRefusedByTheServer(string second)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedByServerAsync(new RawRequest { Headers = [$"Host: {second}"] }, 400);
    }

    [Fact]
    public async Task C02_Host_Empty_IsRefused()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(new RawRequest { Host = "" }, 403, "host_not_allowed");
    }

    [Fact]
    public async Task C02_Host_MissingInHttp10_IsRefused()
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(new RawRequest { Host = null, Version = "HTTP/1.0" }, 403, "host_not_allowed");
    }
}
