using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MockProvider.Journal;

/// <summary>
/// Reads the body whole, writes the request into the journal before anything is answered, and hands the bytes on for WireMock
/// to read again.
/// </summary>
internal sealed class RequestRecorder(RequestDelegate next, RequestJournal journal, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        var isComplete = false;
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
            isComplete = true;
        }
        finally
        {
            var request = Describe(context, body.ToArray(), isComplete);
            context.Features.Set(request);
            journal.Add(request);
            if (!isComplete)
            {
                request.End(AnswerOutcome.Aborted);
            }
        }

        await AnswerAsync(context, context.Features.GetRequiredFeature<ReceivedRequest>(), body).ConfigureAwait(false);
    }

    private async Task AnswerAsync(HttpContext context, ReceivedRequest request, MemoryStream body)
    {
        body.Position = 0;
        context.Request.Body = body;
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
