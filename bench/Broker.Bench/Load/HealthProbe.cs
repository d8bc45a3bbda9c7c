using System.Net.Sockets;
using System.Text;

namespace Broker.Bench.Load;

/// <summary>Asks for <c>/healthz</c>, with as little between as can be.</summary>
internal static class HealthProbe
{
    /// <summary>Asks once.</summary>
    /// <exception cref="BenchException">The answer is not healthy.</exception>
    public static void Ask(Uri url)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 10_000 };
        socket.Connect(url.Host, url.Port);
        socket.Send(Encoding.ASCII.GetBytes($"GET /healthz HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: close\r\n\r\n"));
        Span<byte> beginning = stackalloc byte["HTTP/1.1 200 ".Length];
        for (var length = 0; length < beginning.Length;)
        {
            var read = socket.Receive(beginning[length..]);
            length += read;
            if (read == 0)
            {
                break;
            }
        }

        if (!beginning.SequenceEqual("HTTP/1.1 200 "u8))
        {
            throw new BenchException("It does not call itself healthy.");
        }
    }
}
