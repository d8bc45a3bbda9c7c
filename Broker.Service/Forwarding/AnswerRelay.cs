using Broker.Service.Auditing;
using Broker.Service.Credentials;
using Broker.Service.Errors;
using Broker.Service.Telemetry;

namespace Broker.Service.Forwarding;

/// <summary>
/// Passes an upstream's answer on as it comes. The last bytes are left in the exchange, to be sent once the event is written; for
/// a body of unknown length that is the end mark, which the server sends after the outermost step.
/// </summary>
internal sealed class AnswerRelay(TimeProvider time)
{
    private const int ChunkSize = 16 * 1024;

    // Events are short, and a stream keeps its memory for as long as it lasts.
    private const int StreamChunkSize = 4 * 1024;

    /// <summary>Relays head and body.</summary>
    /// <param name="context">The request to answer.</param>
    /// <param name="exchange">Where the outcome goes.</param>
    /// <param name="upstream">The answer.</param>
    /// <param name="silence">Bounds each wait for what comes next.</param>
    /// <param name="scrubber">Hides the key; null when there is none to hide.</param>
    /// <param name="span">Learns which headers passed.</param>
    /// <exception cref="OperationCanceledException">The host hung up.</exception>
    public async Task RelayAsync(HttpContext context, Exchange exchange, HttpResponseMessage upstream, UpstreamTimeout silence, SecretScrubber? scrubber, ForwardSpan span)
    {
        if (!AnswerFraming.TryRead(upstream, out var length))
        {
            exchange.Refuse(BrokerError.UpstreamUnreachable, BrokerAnswer.For(BrokerError.UpstreamUnreachable, UpstreamFailure.NotHttp));
            return;
        }

        var response = context.Response;
        response.StatusCode = (int)upstream.StatusCode;
        ResponseHeaderPolicy.Apply(upstream, response.Headers, scrubber);
        span.Activity?.DescribeAnswer(upstream, response.Headers, scrubber);
        response.ContentLength = AnswerFraming.MayHaveLength(response.StatusCode) ? length : null;
        if (!AnswerFraming.MayHaveBody(context.Request.Method, response.StatusCode) || length == 0)
        {
            return;
        }

        var encoded = IsEncoded(upstream);
        if (encoded)
        {
            // The key cannot be found in compressed bytes, nor anything else; they pass as they are.
            scrubber = null;
        }

        var tap = encoded ? null : exchange.Call?.Tap(MediaType(upstream));

        var chunk = new PooledChunk((int)Math.Min(length ?? StreamChunkSize, ChunkSize));
        exchange.HeldIn = chunk;
        try
        {
            var body = new AnswerBody(context, exchange, chunk, silence, scrubber, tap, time);
            await body.CopyAsync(upstream.Content.ReadAsStream(context.RequestAborted), length);
        }
        catch (UpstreamSilentException)
        {
            End(context, exchange, BrokerError.UpstreamTimeout, BrokerError.UpstreamTimeout, null);
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            End(context, exchange, BrokerError.UpstreamUnreachable, BrokerError.UpstreamInterrupted, "the upstream closed the connection inside its answer");
        }
    }

    /// <summary>An answer that has begun can only be broken off; otherwise the host is told.</summary>
    private static void End(HttpContext context, Exchange exchange, BrokerError notBegun, BrokerError begun, string? detail)
    {
        if (context.Response.HasStarted)
        {
            exchange.Abort(begun);
        }
        else
        {
            exchange.Refuse(notBegun, BrokerAnswer.For(notBegun, detail));
        }
    }

    private static string? MediaType(HttpResponseMessage upstream)
    {
        // Most answers say just this, and need no parser.
        var headers = upstream.Content.Headers;
        return headers.NonValidated.TryGetValues("Content-Type", out var values) && values.ToString() is "application/json"
            ? "application/json"
            : headers.ContentType?.MediaType;
    }

    private static bool IsEncoded(HttpResponseMessage upstream) =>
        upstream.Content.Headers.NonValidated.Contains("Content-Encoding")
        && upstream.Content.Headers.ContentEncoding.Any(encoding => !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase));
}
