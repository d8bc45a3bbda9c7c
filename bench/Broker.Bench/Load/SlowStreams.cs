using System.Net.Sockets;
using Broker.Bench.Peers;
using Broker.Bench.Stub;

namespace Broker.Bench.Load;

/// <summary>Many event streams, open at the same time and slow.</summary>
internal sealed class SlowStreams : IDisposable
{
    private const int Chunks = 120;
    private const int Pause = 250;
    private readonly List<Socket> _sockets = [];

    /// <summary>Begins streams, each on a connection of its own, and waits until each has had its first chunk; then they are read on and on.</summary>
    /// <exception cref="BenchException">One did not begin.</exception>
    public static async Task<SlowStreams> OpenAsync(Peer peer, int count, CancellationToken cancellationToken)
    {
        var streams = new SlowStreams();
        try
        {
            var request = HostRequest.Post(peer, StreamOrder.Body(Chunks, Pause));
            var firstChunks = new List<Task>();
            for (var i = 0; i < count; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                streams._sockets.Add(socket);
                await socket.ConnectAsync(peer.Url.Host, peer.Url.Port, cancellationToken);
                await socket.SendAsync(request, cancellationToken);
                firstChunks.Add(BeginAsync(socket, cancellationToken));
            }

            await Task.WhenAll(firstChunks).WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
            return streams;
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            streams.Dispose();
            throw new BenchException($"{count} streams could not be opened: {e.Message}");
        }
        catch
        {
            streams.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private static async Task BeginAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        var length = 0;
        while (buffer.AsSpan(0, length).IndexOf("data: "u8) < 0)
        {
            var read = length < buffer.Length ? await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken) : 0;
            if (read == 0)
            {
                throw new BenchException("A stream ends before it has begun.");
            }

            length += read;
        }

        _ = ReadOnAsync(socket, buffer);
    }

    private static async Task ReadOnAsync(Socket socket, byte[] buffer)
    {
        try
        {
            while (await socket.ReceiveAsync(buffer) > 0)
            {
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed from this side: the measuring is over.
        }
    }
}
