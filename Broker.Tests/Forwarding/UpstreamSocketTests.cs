using System.Net;
using System.Net.Sockets;
using Broker.Service.Forwarding;
using Broker.Service.Policy;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Forwarding;

/// <summary>The connection to an upstream that may vanish without a word.</summary>
public class UpstreamSocketTests
{
    private const int LinuxUserTimeout = 18;

    [Fact]
    public async Task C74_Connection_ToAnUpstream_FindsADeadPeerWithin45Seconds()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connected = new TaskCompletionSource<Socket>();
        using var handler = UpstreamClient.CreateHandler(TimeSpan.FromSeconds(2));
        var connect = handler.ConnectCallback!;
        handler.ConnectCallback = async (context, cancellationToken) =>
        {
            var stream = await connect(context, cancellationToken);
            connected.SetResult(((NetworkStream)stream).Socket);
            return stream;
        };
        using var client = new HttpClient(handler);
        var asking = client.GetAsync($"http://{listener.LocalEndpoint}/", Patience.Token);
        using var accepted = await listener.AcceptSocketAsync(Patience.Token);

        var socket = await connected.Task.WaitAsync(Patience.Token);
        Assert.Equal(1, socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
        int Tcp(SocketOptionName option) => (int)socket.GetSocketOption(SocketOptionLevel.Tcp, option)!;
        Assert.InRange(
            Tcp(SocketOptionName.TcpKeepAliveTime) + (Tcp(SocketOptionName.TcpKeepAliveInterval) * Tcp(SocketOptionName.TcpKeepAliveRetryCount)),
            1,
            45);
        if (OperatingSystem.IsLinux())
        {
            var limit = new byte[sizeof(int)];
            socket.GetRawSocketOption(6, LinuxUserTimeout, limit);
            Assert.Equal(45_000, BitConverter.ToInt32(limit));
        }

        accepted.Dispose();
        await Assert.ThrowsAsync<HttpRequestException>(() => asking);
    }

    [Theory]
    [InlineData("http://127.0.0.1", 2)]
    [InlineData("https://api.openai.example", 30)]
    public void C74_Connections_ThatAreIdle_AreClosedBeforeServersDo(string url, int seconds)
    {
        using var handler = UpstreamClient.CreateHandler(new Upstream(new() { BaseUrl = url, Routes = [] }).PoolIdle);

        Assert.Equal(TimeSpan.FromSeconds(seconds), handler.PooledConnectionIdleTimeout);
    }
}
