using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using MockProvider.Hosting;

namespace MockProvider.Journal;

/// <summary>
/// Reads the body whole, writes the request into the journal before anything is answered, and hands the bytes on for WireMock
/// to read again. Calls to the admin interface pass through unrecorded.
/// </summary>
internal sealed class RequestRecorder(RequestDelegate next, RequestJournal journal, TimeProvider clock)
{
    private const long LongestBody = 64 * 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LongestBody;
        }

        using var body = new MemoryStream();
        ReceivedRequest? request = null;
        var outcome = AnswerOutcome.Aborted;
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
            request = Record(context, body.ToArray(), isComplete: true);
            body.Position = 0;
            context.Request.Body = body;
            await next(context).ConfigureAwait(false);
            outcome = context.RequestAborted.IsCancellationRequested ? AnswerOutcome.Aborted : AnswerOutcome.Sent;
        }
        finally
        {
            (request ?? Record(context, body.ToArray(), isComplete: false)).End(outcome);
        }
    }

    private ReceivedRequest Record(HttpContext context, byte[] body, bool isComplete)
    {
        var request = new ReceivedRequest
        {
            Time = clock.GetUtcNow(),
            Method = context.Request.Method,
            Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            Path = context.Request.Path.Value ?? string.Empty,
            Headers = [.. context.Request.Headers.SelectMany(
                header => header.Value.Select(value => KeyValuePair.Create(header.Key, value ?? string.Empty)))],
            Body = body,
            IsComplete = isComplete,
        };
        context.Features.Set(request);
        if (!AdminGuard.IsAdmin(context))
        {
            journal.Add(request);
        }

        return request;
    }
}
