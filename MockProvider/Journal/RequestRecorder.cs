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
        var isComplete = false;
        ReceivedRequest request;
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
            isComplete = true;
        }
        finally
        {
            request = Record(context, body.ToArray(), isComplete);
        }

        body.Position = 0;
        context.Request.Body = body;
        await AnswerAsync(context, request).ConfigureAwait(false);
    }

    private ReceivedRequest Record(HttpContext context, byte[] body, bool isComplete)
    {
        var request = Describe(context, body, isComplete);
        context.Features.Set(request);
        if (!isComplete)
        {
            request.End(AnswerOutcome.Aborted);
        }

        if (!AdminGuard.IsAdmin(context))
        {
            journal.Add(request);
        }

        return request;
    }

    private async Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        var outcome = AnswerOutcome.Aborted;
        try
        {
            await next(context).ConfigureAwait(false);
            outcome = context.RequestAborted.IsCancellationRequested ? AnswerOutcome.Aborted : AnswerOutcome.Sent;
        }
        finally
        {
            request.End(outcome);
        }
    }

    private ReceivedRequest Describe(HttpContext context, byte[] body, bool isComplete) => new(
        clock.GetUtcNow(),
        context.Request.Method,
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        context.Request.Path.Value ?? string.Empty,
        [.. context.Request.Headers.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value ?? string.Empty)))],
        body,
        isComplete);
}
