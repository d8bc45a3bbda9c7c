using System.Net;
using System.Net.Sockets;
using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>An upstream that answers before it has read the request: what it then reads must still be that request and nobody else's.</summary>
public class EarlyAnswerTests
{
    private const int Length = 12 * 1024 * 1024;

    [Fact]
    public async Task Body_ReadByTheUpstreamAfterItsAnswer_IsStillTheHosts()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var upstream = AnswerEarlyAsync(listener, Patience.Token);
        await using var broker = await RunningBroker.StartProxyAsync($"http://{listener.LocalEndpoint}", options => options with { MaxRequestBytes = Length });
        var body = $"\"{new string('x', Length - 2)}\"";

        using var host = await HostSocket.ConnectAsync(broker.Url, Patience.Token);
        await host.SendAsync(new RawRequest { Body = body }.Text, Patience.Token);
        await host.ReadAnswerAsync(Patience.Token);

        // Breaking off would do too; bytes of another request, or of a buffer that was cleared, would not.
        Assert.Equal(-1, (await upstream).AsSpan().IndexOfAnyExcept((byte)'x', (byte)'"'));
    }

    private static async Task<byte[]> AnswerEarlyAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        using var client = await listener.AcceptTcpClientAsync(cancellationToken);
        var stream = client.GetStream();
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            head.Append((char)one[0]);
        }

        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), cancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        var body = new byte[Length];
        var read = await stream.ReadAtLeastAsync(body, Length, throwOnEndOfStream: false, cancellationToken);
        return body[..read];
    }
}
