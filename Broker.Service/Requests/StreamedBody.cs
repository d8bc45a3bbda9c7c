using System.Buffers;
using System.Net;

namespace Broker.Service.Requests;

/// <summary>An upload: sent on while it arrives, and counted. Never held in memory.</summary>
/// <param name="request">The host's request.</param>
/// <param name="limit">Length limit, in bytes.</param>
internal sealed class StreamedBody(HttpRequest request, int limit) : IRequestBody
{
    private const int ChunkSize = 16 * 1024;

    public long Length { get; private set; }

    public bool IsReadToEnd { get; private set; }

    /// <summary>Why reading ended early; null if it did not.</summary>
    public Exception? Failure { get; private set; }

    public HttpContent CreateContent() => new Content(this, request.ContentLength);

    /// <summary>Copies the body to its end, and counts it.</summary>
    /// <exception cref="BodyTooLongException">The body is longer than its limit.</exception>
    public async Task CopyToAsync(Stream to, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            while (await ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            // An upload must not appear in another user's buffer.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    private async ValueTask<int> ReadAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            var read = await request.Body.ReadAsync(buffer, cancellationToken);
            Length += read;
            IsReadToEnd = read == 0;
            return Length <= limit ? read : throw new BodyTooLongException();
        }
        catch (Exception failure)
        {
            // The HTTP client wraps it, and reports it like a failure of the upstream.
            Failure = failure;
            throw;
        }
    }

    private sealed class Content(StreamedBody body, long? length) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            body.CopyToAsync(stream, cancellationToken);

        protected override bool TryComputeLength(out long computed)
        {
            computed = length ?? 0;
            return length is not null;
        }
    }
}

/// <summary>Thrown if an upload turns out to be longer than its limit.</summary>
internal sealed class BodyTooLongException() : IOException("The body is longer than its limit.");
