using Broker.Service.Credentials;
using Broker.Service.Dialects;
using Broker.Service.Errors;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Forwarding;

/// <summary>Reads and masks an answer as it passes.</summary>
/// <param name="IdleTimeout">Limit of each silence inside the body.</param>
/// <param name="Scrubber">Masks the keys; null if there are none to mask.</param>
/// <param name="Reader">Reads the facts of the answer; null if the request is no model call.</param>
/// <param name="Span">Records the headers, and the content if capturing is on.</param>
internal sealed record AnswerWatch(TimeSpan IdleTimeout, AnswerScrubber? Scrubber, AnswerReader? Reader, ForwardSpan Span);

/// <summary>
/// Relays an upstream's answer as it arrives. The last bytes stay in the outcome and are sent after the event is written. For a body of
/// unknown length only the end mark is left, which the server sends after the handler.
/// </summary>
internal sealed class AnswerRelay(TimeProvider time)
{
    private const int ChunkSize = 16 * 1024;

    // Events are short, and a stream holds its memory as long as it lasts.
    private const int StreamChunkSize = 4 * 1024;

    /// <summary>Relays head and body.</summary>
    public async Task<Outcome> RelayAsync(RequestRecord record, HttpResponseMessage upstream, UpstreamTimeout timeout, AnswerWatch watch)
    {
        if (!AnswerFraming.TryRead(upstream, out var length))
        {
            return Outcome.Refused(BrokerError.UpstreamUnreachable, BrokerAnswer.For(BrokerError.UpstreamUnreachable, UpstreamFailure.NotHttp));
        }

        var response = record.Context.Response;
        response.StatusCode = (int)upstream.StatusCode;
        ResponseHeaderPolicy.Apply(upstream, response.Headers, watch.Scrubber);
        watch.Span.Activity?.DescribeAnswer(upstream, response.Headers, watch.Scrubber);
        response.ContentLength = AnswerFraming.MayHaveLength(response.StatusCode) ? length : null;
        if (!AnswerFraming.MayHaveBody(record.Method, response.StatusCode) || length == 0)
        {
            return new Outcome();
        }

        var chunk = new PooledChunk((int)Math.Min(length ?? StreamChunkSize, ChunkSize));
        // Text is searched whatever Content-Encoding says; in bytes that are really compressed nothing is found. Facts are read only from what
        // is called plain.
        var body = new AnswerBody(record, chunk, timeout, watch.IdleTimeout, watch.Scrubber, IsEncoded(upstream) ? null : Tap(watch, MediaType(upstream)), time);
        return body.Complete(await CopyAsync(record, body, upstream, length));
    }

    private static async Task<Outcome> CopyAsync(RequestRecord record, AnswerBody body, HttpResponseMessage upstream, long? length)
    {
        try
        {
            await body.CopyAsync(upstream.Content.ReadAsStream(record.Aborted), length);
            return new Outcome();
        }
        catch (UpstreamSilentException)
        {
            return Interrupted(record, BrokerError.UpstreamTimeout, BrokerError.UpstreamTimeout, null);
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !record.Aborted.IsCancellationRequested)
        {
            const string Detail = "the upstream closed the connection inside its answer";
            return Interrupted(record, BrokerError.UpstreamUnreachable, BrokerError.UpstreamInterrupted, Detail);
        }
        catch (Exception e)
        {
            return Outcome.FromException(record.Context, e);
        }
    }

    /// <summary>Aborts an answer that has started; otherwise refuses the request.</summary>
    private static Outcome Interrupted(RequestRecord record, BrokerError notBegun, BrokerError begun, string? detail) =>
        record.Context.Response.HasStarted ? Outcome.Aborted(begun) : Outcome.Refused(notBegun, BrokerAnswer.For(notBegun, detail));

    private static IAnswerTap? Tap(AnswerWatch watch, string? mediaType) =>
        watch.Reader?.Listen(mediaType) is { } tap ? watch.Span.Capture(tap, AnswerReader.IsStream(mediaType)) : null;

    private static string? MediaType(HttpResponseMessage upstream)
    {
        // Most answers have exactly this value, which needs no parser.
        var headers = upstream.Content.Headers;
        return headers.NonValidated.TryGetValues("Content-Type", out var values) && values.ToString() is "application/json"
            ? "application/json"
            : headers.ContentType?.MediaType;
    }

    private static bool IsEncoded(HttpResponseMessage upstream) =>
        upstream.Content.Headers.NonValidated.Contains("Content-Encoding")
        && upstream.Content.Headers.ContentEncoding.Any(encoding => !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase));
}
