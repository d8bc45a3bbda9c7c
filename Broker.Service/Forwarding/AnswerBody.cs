using Broker.Service.Credentials;
using Broker.Service.Dialects;
using Broker.Service.Requests;

namespace Broker.Service.Forwarding;

/// <summary>Copies the body of one answer to the host.</summary>
/// <param name="record">The request; the head of its answer is set.</param>
/// <param name="chunk">Memory for one read; the outcome takes ownership.</param>
/// <param name="timeout">Limits each wait for the upstream.</param>
/// <param name="idleTimeout">Limit of each silence.</param>
/// <param name="scrubber">Masks the keys; null if there is none to mask.</param>
/// <param name="tap">Reads the passing bytes; null if nothing is read from them.</param>
internal sealed class AnswerBody(
    RequestRecord record, PooledChunk chunk, UpstreamTimeout timeout, TimeSpan idleTimeout, AnswerScrubber? scrubber, IAnswerTap? tap, TimeProvider time)
{
    private ReadOnlyMemory<byte> _lastBytes;
    private TimeSpan? _timeToFirstByte;
    private long _bytesOut;

    /// <summary>Copies the body as it arrives, except its last bytes.</summary>
    /// <param name="length">Length of the body; null if only its end shows it.</param>
    /// <exception cref="UpstreamSilentException">The upstream was silent for too long.</exception>
    /// <exception cref="IOException">The upstream closed the connection.</exception>
    /// <exception cref="OperationCanceledException">The host hung up.</exception>
    public async Task CopyAsync(Stream from, long? length)
    {
        long received = 0;
        while (true)
        {
            var isHeadDue = length is null && received == 0;
            var read = isHeadDue ? await ReadFirstAsync(from) : await timeout.ReadAsync(from, chunk.Memory, idleTimeout);
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

    /// <summary>Adds the facts of the body to an outcome, and the memory of its last bytes.</summary>
    public Outcome Complete(Outcome outcome) => outcome with
    {
        LastBytes = _lastBytes,
        Memory = chunk,
        BytesOut = outcome.Answer is null ? _bytesOut : outcome.BytesOut,
        TimeToFirstByte = _timeToFirstByte,
    };

    /// <summary>
    /// Reads the first event of a stream. If it has not arrived yet, the head is sent first: it shows that the stream started, and the
    /// event may take long. If it arrived with the upstream's head, both are sent together.
    /// </summary>
    private async Task<int> ReadFirstAsync(Stream from)
    {
        var reading = timeout.ReadAsync(from, chunk.Memory, idleTimeout).AsTask();
        if (!reading.IsCompleted)
        {
            try
            {
                await SendHeadAsync();
            }
            catch
            {
                // The read writes to memory that is returned when this method ends.
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
        }

        return await reading;
    }

    /// <summary>Sends the head: starting the answer alone sends nothing.</summary>
    private Task SendHeadAsync() => record.Context.Response.Body.FlushAsync(record.Aborted);

    private void Hold(ReadOnlyMemory<byte> bytes)
    {
        _lastBytes = bytes;
        _bytesOut += bytes.Length;
    }
}
