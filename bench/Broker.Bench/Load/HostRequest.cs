using System.Globalization;
using System.Text;
using Broker.Bench.Peers;

namespace Broker.Bench.Load;

/// <summary>The bytes of a whole request to a peer.</summary>
internal static class HostRequest
{
    /// <summary>A POST with a body, on a connection that stays open.</summary>
    public static byte[] Post(Peer peer, ReadOnlySpan<byte> body)
    {
        var token = peer.Token.Length > 0 ? $"X-Broker-Token: {peer.Token}\r\n" : "";
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST {peer.Url.AbsolutePath} HTTP/1.1\r\nHost: {peer.Url.Authority}\r\n{token}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
