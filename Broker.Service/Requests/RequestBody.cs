using System.Buffers;
using Broker.Service.Errors;
using Microsoft.AspNetCore.Connections;

namespace Broker.Service.Requests;

/// <summary>A request's whole body in contiguous memory, rented from a pool until it is disposed.</summary>
internal sealed class RequestBody : IRequestBody
{
    private const int MinBuffer = 4096;

    // Growth factor. Each growth copies the body so far, at most one eighth of the new buffer.
    private const int Growth = 8;
    private readonly BodyMemory.Share _memory;
    private byte[] _buffer;

    private RequestBody(byte[] buffer, BodyMemory.Share memory) => (_buffer, _memory) = (buffer, memory);

    public int Length { get; private set; }

    long IRequestBody.Length => Length;

    /// <summary>True: a body that was not read to its end is refused.</summary>
    public bool IsReadToEnd => true;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Reads the body to its end.</summary>
    /// <param name="limit">Length limit, in bytes.</param>
    /// <param name="memory">Counts the bytes of all bodies.</param>
    /// <param name="cancellationToken">Cancelled when the host hangs up.</param>
    /// <returns>The body, or why it was not read: its announced or actual length exceeds a limit.</returns>
    /// <exception cref="BadHttpRequestException">The framing is malformed, or the body arrives too slowly.</exception>
    /// <exception cref="ConnectionResetException">The host hung up.</exception>
    public static async ValueTask<(RequestBody? Body, BrokerError? Error)> ReadAsync(
        HttpRequest request, int limit, BodyMemory.Share memory, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return (null, BrokerError.RequestTooLarge);
        }

        if (!memory.HasRoom(request.ContentLength ?? 1))
        {
            return (null, BrokerError.Busy);
        }

        var body = new RequestBody(ArrayPool<byte>.Shared.Rent(FirstBuffer(request.ContentLength)), memory);
        try
        {
            // With an announced length, the last byte is the end; without one, only a further read shows the end.
            while (body.Length != request.ContentLength
                && await ReadMoreAsync(request.Body, body.GetFreeSpace(limit), cancellationToken) is > 0 and var read)
            {
                body.Length += read;
                var hasRoom = memory.Take(read);
                if (!hasRoom || body.Length > limit)
                {
                    body.Dispose();
                    return (null, hasRoom ? BrokerError.RequestTooLarge : BrokerError.Busy);
                }
            }

            return (body, null);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public HttpContent CreateContent() => new ReadOnlyMemoryContent(Bytes);

    /// <summary>Returns the memory; <see cref="Bytes"/> must not be used any more.</summary>
    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            // A prompt must not appear in another user's buffer.
            buffer.AsSpan(0, Length).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
            _memory.Return(Length);
        }
    }

    /// <summary>Reads the next bytes. Reports what Kestrel cannot parse, such as a chunk size that overflows, as a bad request.</summary>
    private static async ValueTask<int> ReadMoreAsync(Stream from, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await from.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e) when (e is not (BadHttpRequestException or ConnectionResetException))
        {
            throw new BadHttpRequestException("The body cannot be read.", StatusCodes.Status400BadRequest, e);
        }
    }

    /// <summary>Returns the size of the first buffer. An announced length is only a claim: memory grows with what arrives.</summary>
    private static int FirstBuffer(long? announced)
    {
        var length = announced ?? MinBuffer;
        while (length > MinBuffer)
        {
            length = (length + Growth - 1) / Growth;
        }

        return (int)length;
    }

    private Memory<byte> GetFreeSpace(int limit)
    {
        if (Length == _buffer.Length)
        {
            // One byte past the limit shows that a body is too long; growth alone would overflow at the largest limit.
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_buffer.Length * (long)Growth, limit + 1L));
            Bytes.CopyTo(larger);
            _buffer.AsSpan(0, Length).Clear();
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(Length);
    }
}
