using System.Net.Sockets;
using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Auditing;

/// <summary>Hosts that hang up while what they sent has not all been read.</summary>
public class AbandonedConnectionTests
{
    private const int Rounds = 40;
    private const string Inner = "POST /v1/embeddings HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}";

    [Theory]
    [InlineData("/v1/files", 0)]
    [InlineData("/v1/files", 5)]
    [InlineData("/v1/responses", 0)]
    [InlineData("/v1/responses", 5)]
    public async Task Body_OfAHostThatHangsUp_IsNeverReadAsARequest(string target, int missing)
    {
        await using var broker = await RunningBroker.StartAsync();
        var text = $"POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {Inner.Length + missing}\r\n\r\n{Inner}";

        for (var i = 0; i < Rounds; i++)
        {
            await SendAndLeaveAsync(broker.Url, text);
        }

        var events = await broker.EventsAsync(Rounds);
        Assert.All(events, line => Assert.Equal(target, line.GetProperty("path").GetString()));
        Assert.Equal(Rounds, events.Count);
    }

    [Theory]
    [InlineData("5\r\n{\"a\":\r\n4")]
    [InlineData("2\r\n{}\r\n0\r\nX-Broker")]
    public async Task ChunkedBody_CutByItsHost_LeavesOneEvent(string body)
    {
        await using var broker = await RunningBroker.StartAsync();
        var text = $"POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n{body}";

        for (var i = 0; i < Rounds; i++)
        {
            await SendAndLeaveAsync(broker.Url, text);
        }

        var events = await broker.EventsAsync(Rounds);
        Assert.All(events, line => Assert.Equal("/v1/responses", line.GetProperty("path").GetString()));
        Assert.Equal(Rounds, events.Count);
    }

    /// <summary>Ends its side at once, and waits for the end of the other.</summary>
    private static async Task SendAndLeaveAsync(Uri broker, string text)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(broker.Host, broker.Port, Patience.Token);
        await socket.SendAsync(Encoding.Latin1.GetBytes(text), Patience.Token);
        socket.Shutdown(SocketShutdown.Send);
        try
        {
            while (await socket.ReceiveAsync(new byte[1024], Patience.Token) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // The server may reset the connection of a host that has left.
        }
    }
}
