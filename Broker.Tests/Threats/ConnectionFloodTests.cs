using System.Net.Sockets;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C34: connections that are opened and left alone.</summary>
public class ConnectionFloodTests
{
    [Fact]
    public async Task C34_Connections_AboveTheCap_AreClosedAndTheOthersServed()
    {
        await using var stage = await Stage.StartAsync(settings => settings with { MaxConnections = 2 });
        using var first = await stage.ConnectAsync();
        using var second = await stage.ConnectAsync();
        await AssertServedAsync(first);
        await AssertServedAsync(second);

        using (var third = await stage.ConnectAsync())
        {
            Assert.Equal("", await third.ReadToEndAsync(Patience.Token));
        }

        await AssertServedAsync(first);
        first.Dispose();
        await Patience.UntilAsync(() => IsServed(stage), Patience.Token);
        await AssertServedAsync(second);
    }

    private static bool IsServed(Stage stage)
    {
        using var socket = new TcpClient();
        socket.Connect(stage.Broker.Url.Host, stage.Broker.Url.Port);

        // A connection above the cap is closed at once; one that is served waits for a request.
        return !socket.Client.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectRead);
    }

    private static async Task AssertServedAsync(HostSocket host)
    {
        await host.SendAsync(new RawRequest { IsLast = false }.Text, Patience.Token);
        Assert.Equal(200, (await host.ReadAnswerAsync(Patience.Token))?.Status);
    }
}
