using Microsoft.AspNetCore.Http;
using WireMock;
using WireMock.Types;
using WireMock.Util;

namespace MockProvider.Answers;

/// <summary>
/// Sends the body once WireMock has matched and journaled the request: part by part, each flushed, without holding a thread
/// in the pauses; and ends as the answer's <see cref="Delivery"/> says.
/// </summary>
internal sealed class AnswerWriter(RequestDelegate next, Pauses pauses)
{
    // What was sent leaves before the reset does: a reset overtakes and destroys what is still on its way.
    private static readonly TimeSpan BeforeReset = TimeSpan.FromMilliseconds(200);

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context).ConfigureAwait(false);
        if (context.Features.Get<PendingAnswer>() is not { } pending)
        {
            return;
        }

        pending.Journaled.BodyData = new BodyData { DetectedBodyType = BodyType.String, BodyAsString = pending.Answer.BodyText() };
        CompleteHead(context.Response, pending.Answer);
        await SendAsync(context, pending.Answer).ConfigureAwait(false);
        await EndAsync(context, pending.Answer).ConfigureAwait(false);
    }

    private static void CompleteHead(HttpResponse response, Answer answer)
    {
        if (!answer.IsStreamed)
        {
            response.ContentLength = answer.Parts.Sum(part => part.Length);
        }

        // WireMock drops this one.
        foreach (var (_, value) in answer.Headers.Where(header => header.Key == "Connection"))
        {
            response.Headers.Connection = value;
        }
    }

    private async Task SendAsync(HttpContext context, Answer answer)
    {
        var (delivery, aborted) = (answer.Delivery, context.RequestAborted);
        await pauses.WaitAsync(delivery.BeforeHead, aborted).ConfigureAwait(false);
        if (delivery.BeforeBody > TimeSpan.Zero)
        {
            await context.Response.Body.FlushAsync(aborted).ConfigureAwait(false);
            await pauses.WaitAsync(delivery.BeforeBody, aborted).ConfigureAwait(false);
        }

        var isFirst = true;
        foreach (var part in answer.Parts.Take(delivery.StopAfter ?? int.MaxValue).Concat(Unending(delivery.Rest)))
        {
            if (!isFirst)
            {
                await pauses.WaitAsync(delivery.BetweenParts ?? pauses.BetweenParts, aborted).ConfigureAwait(false);
            }

            isFirst = false;
            await context.Response.Body.WriteAsync(part, aborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(aborted).ConfigureAwait(false);
        }
    }

    /// <summary>What has no end of its own ends with the caller or with the server.</summary>
    private IEnumerable<ReadOnlyMemory<byte>> Unending(IEnumerable<ReadOnlyMemory<byte>> rest) => rest.TakeWhile(_ => !pauses.AreOver);

    private async Task EndAsync(HttpContext context, Answer answer)
    {
        switch (answer.Delivery.Ending)
        {
            case Ending.Proper:
                return;
            case Ending.Silence:
                await pauses.WaitAsync(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(false);
                break;
            case Ending.Reset when context.Response.HasStarted:
                await pauses.WaitAsync(BeforeReset, context.RequestAborted).ConfigureAwait(false);
                break;
        }

        context.Abort();
        throw new OperationCanceledException("A fault has broken the answer off.");
    }
}

/// <summary>An answer whose status and headers WireMock has set, and whose body is still to be sent.</summary>
/// <param name="Answer">What to send.</param>
/// <param name="Journaled">The entry in WireMock's journal; the body is added to it before it is sent.</param>
internal sealed record PendingAnswer(Answer Answer, ResponseMessage Journaled);

/// <summary>The waits inside answers. They end early when the server stops, so that streams finish instead of breaking.</summary>
internal sealed class Pauses(TimeSpan betweenParts, TimeProvider clock, CancellationToken stopping)
{
    /// <summary>The usual time between two events of a stream.</summary>
    public TimeSpan BetweenParts => betweenParts;

    /// <summary>Whether the server stops.</summary>
    public bool AreOver => stopping.IsCancellationRequested;

    /// <exception cref="OperationCanceledException">The caller has hung up.</exception>
    public async Task WaitAsync(TimeSpan length, CancellationToken aborted)
    {
        if (length != TimeSpan.Zero)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
            await Task.Delay(length, clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        aborted.ThrowIfCancellationRequested();
    }
}
