using Microsoft.AspNetCore.Http;
using WireMock.Types;
using WireMock.Util;

namespace MockProvider.Answers;

/// <summary>
/// Sends the body once WireMock has matched and journaled the request: event by event, each flushed, without holding a thread
/// in the pauses.
/// </summary>
internal sealed class AnswerWriter(RequestDelegate next, ChunkPause pause)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context).ConfigureAwait(false);
        if (context.Features.Get<PendingAnswer>() is not { } pending)
        {
            return;
        }

        pending.Journaled.BodyData = new BodyData { DetectedBodyType = BodyType.String, BodyAsString = pending.Answer.BodyText() };
        if (pending.Answer.IsStreamed)
        {
            await StreamAsync(context, pending.Answer.Parts).ConfigureAwait(false);
        }
        else
        {
            context.Response.ContentLength = pending.Answer.Parts[0].Length;
            await context.Response.Body.WriteAsync(pending.Answer.Parts[0], context.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task StreamAsync(HttpContext context, IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        for (var index = 0; index < events.Count; index++)
        {
            if (index > 0)
            {
                await pause.WaitAsync(context.RequestAborted).ConfigureAwait(false);
            }

            await context.Response.Body.WriteAsync(events[index], context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }
}
