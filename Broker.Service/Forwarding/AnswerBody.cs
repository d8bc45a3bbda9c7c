using Broker.Service.Credentials;
using Broker.Service.Dialects;
using Broker.Service.Requests;

namespace Broker.Service.Forwarding;

/// <summary>The body of one answer on its way to the host.</summary>
/// <param name="record">The request to answer; the answer's head is set.</param>
/// <param name="chunk">Memory for what is read at once; goes to the outcome.</param>
/// <param name="silence">Bounds each wait for what comes next.</param>
/// <param name="scrubber">Hides the key; null when there is none to hide.</param>
/// <param name="tap">Reads along; null when there is nothing to learn.</param>
/// <param name="time">Tells when the first byte came.</param>
internal sealed class AnswerBody(
    RequestRecord record, PooledChunk chunk, UpstreamTimeout silence, SecretScrubber? scrubber, IAnswerTap? tap, TimeProvider time)
{
    private ReadOnlyMemory<byte> _lastBytes;
    private TimeSpan? _timeToFirstByte;
    private long _bytesOut;

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
                tap?.OnBytes(rest.Span);
                Hold(rest);
                return;
            }

            _timeToFirstByte ??= time.GetElapsedTime(record.StartTimestamp);
            received += read;
            var ready = scrubber is null ? chunk.Memory[..read] : scrubber.Scrub(chunk.Memory[..read]);
            tap?.OnBytes(ready.Span);
            if (received == length && scrubber is not { HeldBytes: > 0 })
            {
                Hold(ready);
                return;
            }

            _bytesOut += ready.Length;
            if (!ready.IsEmpty)
            {
                await record.Context.Response.Body.WriteAsync(ready, record.Aborted);
            }
            else if (isHeadDue)
            {
                await SendHeadAsync();
            }
        }
    }

    /// <summary>Adds to an outcome what is known of the body, and the memory that its last bytes lie in.</summary>
    /// <param name="outcome">How the copying ended.</param>
    public Outcome Complete(Outcome outcome) => outcome with
    {
        LastBytes = _lastBytes,
        Memory = chunk,
        BytesOut = outcome.Answer is null ? _bytesOut : outcome.BytesOut,
        TimeToFirstByte = _timeToFirstByte,
    };

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
    private Task SendHeadAsync() => record.Context.Response.Body.FlushAsync(record.Aborted);

    private void Hold(ReadOnlyMemory<byte> bytes)
    {
        _lastBytes = bytes;
        _bytesOut += bytes.Length;
    }
}
