using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Requests;

/// <summary>
/// Reads and drops what is left of a body when a request was answered before all of it was read. Kestrel drains by itself, but no longer once
/// the host has hung up: then it could parse the rest of the body as further requests (request smuggling).
/// </summary>
internal static class RequestDrain
{
    // What the server itself would grant.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Returns true if a part of the body may still come.</summary>
    /// <param name="context">The request.</param>
    /// <param name="verdict">What the checks came to: the last of them read the body.</param>
    public static bool IsDue(HttpContext context, Verdict verdict) =>
        verdict is not (Verdict.Admitted or Verdict.Refused { BytesIn: not null })
        && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>Ends the answer, and reads what is left of the body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="time">The clock.</param>
    /// <returns>True if the body's end came: what follows is a request.</returns>
    public static async Task<bool> DrainAsync(HttpContext context, TimeProvider time)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            // The answer first: a host that waits for it sends no body, and one that still sends must not be asked for more.
            await context.Response.CompleteAsync();
            while (true)
            {
                var read = await context.Request.BodyReader.ReadAsync(limit.Token);
                context.Request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            if (limit.IsCancellationRequested)
            {
                context.Abort();
            }

            return false;
        }
    }
}
