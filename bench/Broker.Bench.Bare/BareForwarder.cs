using System.Buffers;
using System.Net;
using Broker.Service.Auditing;

namespace Broker.Bench.Bare;

/// <summary>
/// What is left of the broker when it does nothing: a header compared, the body read whole, a header added, the answer passed on. It is what
/// Kestrel and <see cref="SocketsHttpHandler"/> cost by themselves, and must not be used for anything but that.
/// </summary>
/// <param name="upstream">Where requests go.</param>
/// <param name="token">The caller token.</param>
/// <param name="key">The key.</param>
/// <param name="events">Where a line for each request is written, by the broker's promise: looked at before the request leaves, written before its answer ends.</param>
internal sealed class BareForwarder(Uri upstream, string token, string key, AuditLog? events) : IDisposable
{
    private const int ChunkSize = 16 * 1024;

    // As long as the broker's, and always the same.
    private static readonly byte[] Line =
        """{"time":"2025-01-01T00:00:00Z","kind":"request","path":"/v1/chat/completions","ok":true,"status":200,"mode":"proxy","method":"POST","duration_ms":1.234,"bytes_in":512,"bytes_out":512,"model":"gpt-4o-mini","input_tokens":9,"output_tokens":12,"time_to_first_byte_ms":1.123}"""u8.ToArray();

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
        if (events is not null && !await events.IsWritableAsync())
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var answer = await _invoker.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        context.Response.ContentLength = answer.Content.Headers.ContentLength;
        await RelayAsync(await answer.Content.ReadAsStreamAsync(context.RequestAborted), context);
    }

    private async Task RelayAsync(Stream from, HttpContext context)
    {
        var left = context.Response.ContentLength;
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            // Written at once: the first chunk of a stream takes the head along, as the broker's does.
            while (await from.ReadAsync(chunk, context.RequestAborted) is > 0 and var read)
            {
                left -= read;
                if (left == 0)
                {
                    await WriteEventAsync();
                }

                await context.Response.Body.WriteAsync(chunk.AsMemory(0, read), context.RequestAborted);
            }

            // Without an announced length, it is the end mark that waits.
            if (left != 0)
            {
                await WriteEventAsync();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private ValueTask<bool> WriteEventAsync() => events?.AppendAsync(Line) ?? ValueTask.FromResult(true);
}
