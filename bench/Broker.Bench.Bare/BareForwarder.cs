using System.Buffers;
using System.Net;

namespace Broker.Bench.Bare;

/// <summary>
/// What is left of the broker when it does nothing: a header compared, the body read whole, a header added, the answer passed on. It is what
/// Kestrel and <see cref="SocketsHttpHandler"/> cost by themselves, and must not be used for anything but that.
/// </summary>
/// <param name="upstream">Where requests go.</param>
/// <param name="token">The caller token.</param>
/// <param name="key">The key.</param>
internal sealed class BareForwarder(Uri upstream, string token, string key) : IDisposable
{
    private const int ChunkSize = 16 * 1024;

    private readonly Uri _url = new(upstream, "/v1/chat/completions");
    private readonly string _authorization = "Bearer " + key;

    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
    });

    /// <summary>Forwards one request.</summary>
    public async Task ForwardAsync(HttpContext context)
    {
        if (context.Request.Path == "/healthz")
        {
            return;
        }

        if (context.Request.Headers["X-Broker-Token"] != token)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var length = (int)context.Request.ContentLength.GetValueOrDefault();
        var body = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await context.Request.Body.ReadExactlyAsync(body.AsMemory(0, length), context.RequestAborted);
            await SendAsync(context, new ReadOnlyMemory<byte>(body, 0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();

    private async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _url);
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("Authorization", _authorization);
        using var answer = await _invoker.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        context.Response.ContentLength = answer.Content.Headers.ContentLength;
        await RelayAsync(await answer.Content.ReadAsStreamAsync(context.RequestAborted), context);
    }

    private static async Task RelayAsync(Stream from, HttpContext context)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            // Written at once: the first chunk of a stream takes the head along, as the broker's does.
            while (await from.ReadAsync(chunk, context.RequestAborted) is > 0 and var read)
            {
                await context.Response.Body.WriteAsync(chunk.AsMemory(0, read), context.RequestAborted);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
