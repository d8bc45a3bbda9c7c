using Broker.Service.Auditing;
using Broker.Service.Credentials;
using Broker.Service.Telemetry.GenAI;

namespace Broker.Service.Forwarding;

/// <summary>The body of one answer on its way to the host.</summary>
/// <param name="context">The request to answer; the answer's head is set.</param>
/// <param name="exchange">Learns how much passed, and gets the last bytes.</param>
/// <param name="chunk">Memory for what is read at once.</param>
/// <param name="silence">Bounds each wait for what comes next.</param>
/// <param name="scrubber">Hides the key; null when there is none to hide.</param>
/// <param name="tap">Reads along; null when there is nothing to learn.</param>
/// <param name="time">Tells when the first byte came.</param>
internal sealed class AnswerBody(
    HttpContext context, Exchange exchange, PooledChunk chunk, UpstreamTimeout silence, SecretScrubber? scrubber, IAnswerTap? tap, TimeProvider time)
{
    /// <summary>Passes it on as it comes, but for the last bytes.</summary>
    /// <param name="from">The upstream's body.</param>
    /// <param name="length">Its length; null where only its end will tell.</param>
    /// <exception cref="UpstreamSilentException">Nothing came for too long.</exception>
    /// <exception cref="IOException">The upstream broke it off.</exception>
    /// <exception cref="OperationCanceledException">The host hung up.</exception>
    public async Task CopyAsync(Stream from, long? length)
    {
        long received = 0;
        while (true)
        {
            var isHeadDue = length is null && received == 0;
            var read = isHeadDue ? await ReadFirstAsync(from) : await silence.ReadAsync(from, chunk.Memory);
            chunk.NoteUsed(read);
            if (read == 0)
            {
                var rest = scrubber is null ? default : scrubber.Flush();
                tap?.Pass(rest.Span);
                Hold(rest);
                return;
            }

            exchange.TimeToFirstByte ??= time.GetElapsedTime(exchange.StartTimestamp);
            received += read;
            var ready = scrubber is null ? chunk.Memory[..read] : scrubber.Scrub(chunk.Memory[..read]);
            tap?.Pass(ready.Span);
            if (received == length && scrubber is not { HeldBytes: > 0 })
            {
                Hold(ready);
                return;
            }

            exchange.BytesOut += ready.Length;
            if (!ready.IsEmpty)
            {
                await context.Response.Body.WriteAsync(ready, context.RequestAborted);
            }
            else if (isHeadDue)
            {
                await SendHeadAsync();
            }
        }
    }

    /// <summary>
    /// Reads a stream's first event. If it is still to come, the head goes ahead of it: it says that the stream began, and the event may take
    /// long. If it came with the upstream's head, both leave together.
    /// </summary>
    private async Task<int> ReadFirstAsync(Stream from)
    {
        var reading = silence.ReadAsync(from, chunk.Memory).AsTask();
        if (!reading.IsCompleted)
        {
            try
            {
                await SendHeadAsync();
            }
            catch
            {
                // What is read goes into memory that is given back when this ends.
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
        }

        return await reading;
    }

    /// <summary>Starting the answer alone sends nothing yet.</summary>
    private Task SendHeadAsync() => context.Response.Body.FlushAsync(context.RequestAborted);

    private void Hold(ReadOnlyMemory<byte> bytes)
    {
        exchange.HeldBytes = bytes;
        exchange.BytesOut += bytes.Length;
    }
}
