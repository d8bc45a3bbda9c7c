using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Auditing;

/// <summary>
/// The body of a request that was answered before all of it was read. The server passes over it by itself, but no longer once the host
/// has hung up, at whatever moment that is: then it takes it for further requests. So it is read to its end before the request ends.
/// </summary>
internal static class UnreadBody
{
    // What the server itself would grant.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Whether a request may have one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="exchange">What is known about it.</param>
    public static bool MayFollow(HttpContext context, Exchange exchange) =>
        exchange.Body is null && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>Ends the answer, and reads what is left of the body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Whether the body's end came: what follows is a request.</returns>
    public static async Task<bool> PassOverAsync(HttpContext context, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(Longest, time);
        try
        {
            // First the answer: nobody shall wait for the other, or be asked for a body that is not wanted.
            await context.Response.CompleteAsync();
            while (true)
            {
                var read = await context.Request.BodyReader.ReadAsync(patience.Token);
                context.Request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            if (patience.IsCancellationRequested)
            {
                context.Abort();
            }

            return false;
        }
    }
}
