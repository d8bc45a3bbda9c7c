using Broker.Service.Credentials;
using Broker.Service.Dialects;
using Broker.Service.Errors;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Forwarding;

/// <summary>Who reads along while an answer passes.</summary>
/// <param name="Scrubber">Hides the key; null when there is none to hide.</param>
/// <param name="Reader">Reads the answer's facts; null for what is no model call.</param>
/// <param name="Span">Learns which headers passed, and captures content where that was asked for.</param>
internal sealed record AnswerWatch(SecretScrubber? Scrubber, AnswerReader? Reader, ForwardSpan Span);

/// <summary>
/// Passes an upstream's answer on as it comes. The last bytes are left in the outcome, to be sent once the event is written; for
/// a body of unknown length that is the end mark, which the server sends after the handler.
/// </summary>
internal sealed class AnswerRelay(TimeProvider time)
{
    private const int ChunkSize = 16 * 1024;

    // Events are short, and a stream keeps its memory for as long as it lasts.
    private const int StreamChunkSize = 4 * 1024;

    /// <summary>Relays head and body.</summary>
    /// <param name="record">The request to answer.</param>
    /// <param name="upstream">The answer.</param>
    /// <param name="silence">Bounds each wait for what comes next.</param>
    /// <param name="watch">Who reads along.</param>
    public async Task<Outcome> RelayAsync(RequestRecord record, HttpResponseMessage upstream, UpstreamTimeout silence, AnswerWatch watch)
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
        // What an answer is called hides no key: text is searched under any name, and in what is really compressed nothing is found. Facts are
        // read from what is called plain alone.
        var body = new AnswerBody(record, chunk, silence, watch.Scrubber, IsEncoded(upstream) ? null : Tap(watch, MediaType(upstream)), time);
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
            return BrokenOff(record, BrokerError.UpstreamTimeout, BrokerError.UpstreamTimeout, null);
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !record.Aborted.IsCancellationRequested)
        {
            const string Detail = "the upstream closed the connection inside its answer";
            return BrokenOff(record, BrokerError.UpstreamUnreachable, BrokerError.UpstreamInterrupted, Detail);
        }
        catch (Exception e)
        {
            return Outcome.FromException(record.Context, e);
        }
    }

    /// <summary>An answer that has begun can only be broken off; otherwise the host is told.</summary>
    private static Outcome BrokenOff(RequestRecord record, BrokerError notBegun, BrokerError begun, string? detail) =>
        record.Context.Response.HasStarted ? Outcome.Aborted(begun) : Outcome.Refused(notBegun, BrokerAnswer.For(notBegun, detail));

    private static IAnswerTap? Tap(AnswerWatch watch, string? mediaType) =>
        watch.Reader?.Listen(mediaType) is { } tap ? watch.Span.Capture(tap, AnswerReader.IsStream(mediaType)) : null;

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
