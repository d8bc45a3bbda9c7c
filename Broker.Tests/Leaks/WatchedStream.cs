using System.Net.Sockets;

namespace Broker.Tests.Leaks;

/// <summary>A connection to the product, as a test reads from it: the oracle sees each byte, with the marks of chunks and without.</summary>
/// <param name="connection">The connection.</param>
/// <param name="place">What a report calls it.</param>
/// <param name="oracle">Sees what is read.</param>
internal sealed class WatchedStream(Stream connection, string place, LeakOracle oracle) : Stream
{
    private readonly LeakSearch _raw = oracle.Follow(place);
    private readonly LeakSearch _unframed = oracle.Follow(place);
    private readonly ChunkMarks _marks = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Watches what a connection receives, for this run.</summary>
    public static WatchedStream Of(Stream connection) => new(connection, "answer", LeakOracle.OfThisRun);

    /// <summary>The handler of a client whose answers are watched. It follows no redirect, knows no proxy and adds no header.</summary>
    public static SocketsHttpHandler CreateHandler(string place = "answer") => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new WatchedStream(new NetworkStream(socket, ownsSocket: true), place, LeakOracle.OfThisRun);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = connection.Read(buffer);
        See(buffer[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await connection.ReadAsync(buffer, cancellationToken);
        See(buffer.Span[..read]);
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => connection.Write(buffer, offset, count);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        connection.WriteAsync(buffer, offset, count, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        connection.WriteAsync(buffer, cancellationToken);

    public override void Flush() => connection.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection.Dispose();
        }

        base.Dispose(disposing);
    }

    private void See(ReadOnlySpan<byte> bytes)
    {
        _raw.Add(bytes);
        Span<byte> unframed = stackalloc byte[1024 + 16];
        while (!bytes.IsEmpty)
        {
            var taken = Math.Min(1024, bytes.Length);
            _unframed.Add(unframed[.._marks.Remove(bytes[..taken], unframed)]);
            bytes = bytes[taken..];
        }
    }
}
