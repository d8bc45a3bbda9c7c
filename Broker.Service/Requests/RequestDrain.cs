using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Requests;

/// <summary>
/// Reads and drops the rest of a body after a request was answered without reading all of it. Kestrel drains too, but not after the host
/// has hung up: then it could parse the rest of the body as further requests (request smuggling).
/// </summary>
internal static class RequestDrain
{
    // The limit of Kestrel's own drain.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Returns true if a part of the body may still arrive.</summary>
    /// <param name="verdict">Shows if the last check has read the body.</param>
    public static bool IsDue(HttpContext context, Verdict verdict) =>
        verdict is not (Verdict.Admitted { Body.IsReadToEnd: true } or Verdict.Refused { BytesIn: not null })
        && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>Completes the answer, then drains the body.</summary>
    /// <returns>True if the end of the body was read: the next bytes are a request.</returns>
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
