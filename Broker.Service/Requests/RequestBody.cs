using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Broker.Service.Requests;

/// <summary>A request's body, whole and contiguous, in memory lent by a pool until it is disposed.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int MinBuffer = 4096;

    // Growth factor. Each growth copies the body so far, at most one eighth of the new buffer.
    private const int Growth = 8;
    private byte[] _buffer;

    private RequestBody(byte[] buffer) => _buffer = buffer;

    /// <summary>Length in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes as they came.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Reads the body to its end.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">Longest body, in bytes.</param>
    /// <param name="cancellationToken">Cancelled when the host hangs up.</param>
    /// <returns>The body; null when it is longer than <paramref name="limit"/>, as announced or as counted.</returns>
    /// <exception cref="BadHttpRequestException">Its framing is malformed, or it comes too slowly.</exception>
    /// <exception cref="ConnectionResetException">The host is gone.</exception>
    public static async ValueTask<RequestBody?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        var body = new RequestBody(ArrayPool<byte>.Shared.Rent(FirstBuffer(request.ContentLength)));
        try
        {
            // Behind the last announced byte there is nothing; without an announcement only reading on tells.
            while (body.Length != request.ContentLength && await ReadMoreAsync(request.Body, body.Room(limit), cancellationToken) is > 0 and var read)
            {
                body.Length += read;
                if (body.Length > limit)
                {
                    body.Dispose();
                    return null;
                }
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Returns the memory; nobody may read <see cref="Bytes"/> any more.</summary>
    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            // A prompt must not turn up in somebody else's buffer.
            buffer.AsSpan(0, Length).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads what comes next; what the server cannot read, such as the size of a chunk that no number holds, is the host's fault.</summary>
    private static async ValueTask<int> ReadMoreAsync(Stream from, Memory<byte> room, CancellationToken cancellationToken)
    {
        try
        {
            return await from.ReadAsync(room, cancellationToken);
        }
        catch (IOException e) when (e is not (BadHttpRequestException or ConnectionResetException))
        {
            throw new BadHttpRequestException("The body cannot be read.", StatusCodes.Status400BadRequest, e);
        }
    }

    /// <summary>An announced length is only a claim: memory is taken as bytes come, by steps that end there.</summary>
    private static int FirstBuffer(long? announced)
    {
        var length = announced ?? MinBuffer;
        while (length > MinBuffer)
        {
            length = (length + Growth - 1) / Growth;
        }

        return (int)length;
    }

    private Memory<byte> Room(int limit)
    {
        if (Length == _buffer.Length)
        {
            // One byte past the limit shows that a body is too long; growing alone would overflow at the largest limit.
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_buffer.Length * (long)Growth, limit + 1L));
            Bytes.CopyTo(larger);
            _buffer.AsSpan(0, Length).Clear();
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(Length);
    }
}
