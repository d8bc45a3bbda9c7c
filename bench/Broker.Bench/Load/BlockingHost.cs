using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using Broker.Bench.Peers;

namespace Broker.Bench.Load;

/// <summary>A host on one blocking connection: nothing between the call and the clock. It knows how the stub's answers end, and no more HTTP than that.</summary>
internal sealed class BlockingHost : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 10_000 };
    private readonly byte[] _answer = new byte[256 * 1024];
    private readonly byte[] _request;

    /// <summary>Connects.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="body">What each request carries.</param>
    public BlockingHost(Peer peer, ReadOnlySpan<byte> body)
    {
        _request = HostRequest.Post(peer, body);
        _socket.Connect(peer.Url.Host, peer.Url.Port);
    }

    /// <summary>Sends a request and reads the answer to its end.</summary>
    /// <returns>The time until the first byte of the answer's body was there.</returns>
    /// <exception cref="BenchException">The answer is another one than expected.</exception>
    public TimeSpan Post()
    {
        var start = Stopwatch.GetTimestamp();
        _socket.Send(_request);
        var length = 0;
        TimeSpan? first = null;
        while (true)
        {
            var read = _socket.Receive(_answer.AsSpan(length));
            length += read;
            var bytes = _answer.AsSpan(0, length);
            var head = bytes.IndexOf("\r\n\r\n"u8) + 4;
            if (head > 3 && length > head)
            {
                first ??= Stopwatch.GetElapsedTime(start);
                if (IsWhole(bytes, head))
                {
                    return bytes.StartsWith("HTTP/1.1 200 "u8)
                        ? first.Value
                        : throw new BenchException("It answers a request with something else than 200.");
                }
            }

            if (read == 0 || length == _answer.Length)
            {
                throw new BenchException("An answer does not end.");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer, int head)
    {
        var name = "\r\nContent-Length: "u8;
        var place = answer[..head].IndexOf(name);
        return place >= 0 && Utf8Parser.TryParse(answer[(place + name.Length)..], out int length, out _)
            ? answer.Length >= head + length
            // Each event of the stub ends in an empty line, so this is never inside one.
            : answer.EndsWith("\r\n0\r\n\r\n"u8);
    }
}
