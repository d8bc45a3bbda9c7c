using System.Net;
using System.Net.Sockets;
using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Faults;

/// <summary>C73: an upstream that answers before it has read the body, and never reads it. docs/reliability.md says up to which size that works.</summary>
public class EarlyAnswerTests
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(262_000)]
    public async Task C73_Answer_BeforeTheBodyIsRead_ReachesTheHost(int length)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var broker = await RunningBroker.StartProxyAsync($"http://{listener.LocalEndpoint}");

        var answering = WrittenRequest.SendAsync(broker, "POST /v1/responses", $"\"{new string('x', length)}\"", $"api-key: {RunningBroker.Token}");
        using var upstream = await listener.AcceptSocketAsync(Patience.Token);
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await upstream.ReceiveAsync(one, SocketFlags.None, Patience.Token);
            head.Append((char)one[0]);
        }

        await upstream.SendAsync("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray(), Patience.Token);

        Assert.Equal(429, (await answering.WaitAsync(Patience.Token)).Status);
    }
}
