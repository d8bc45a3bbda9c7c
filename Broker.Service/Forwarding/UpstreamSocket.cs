using System.Net.Sockets;

namespace Broker.Service.Forwarding;

/// <summary>
/// Opens connections to upstreams. A peer that vanished without a word is found within 45 seconds: an idle one by keep-alive probes, one with a
/// request under way by the limit on unacknowledged data. Without the limit the system sends again for a quarter of an hour.
/// </summary>
internal static class UpstreamSocket
{
    private const int Tcp = 6;
    private const int LinuxUserTimeout = 18;
    private const int MacConnectionDropTime = 0x80;
    private const int WindowsMaxRetransmission = 5;

    /// <summary>Longest time that sent data stays unacknowledged.</summary>
    public static readonly TimeSpan UnacknowledgedLimit = TimeSpan.FromSeconds(45);

    /// <summary>Connects to the host and port of the request.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 20);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            LimitUnacknowledged(socket);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void LimitUnacknowledged(Socket socket)
    {
        (int Option, double Value)? limit =
            OperatingSystem.IsLinux() ? (LinuxUserTimeout, UnacknowledgedLimit.TotalMilliseconds)
            : OperatingSystem.IsMacOS() ? (MacConnectionDropTime, UnacknowledgedLimit.TotalSeconds)
            : OperatingSystem.IsWindows() ? (WindowsMaxRetransmission, UnacknowledgedLimit.TotalSeconds)
            : null;
        if (limit is var (option, value))
        {
            socket.SetRawSocketOption(Tcp, option, BitConverter.GetBytes((int)value));
        }
    }
}
