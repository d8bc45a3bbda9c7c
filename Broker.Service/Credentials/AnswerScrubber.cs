namespace Broker.Service.Credentials;

/// <summary>Masks several keys in one answer, the longest first. For one answer and one thread at a time.</summary>
internal sealed class AnswerScrubber : IDisposable
{
    private readonly SecretScrubber[] _scrubbers;
    private readonly IDisposable[] _holds;

    private AnswerScrubber(SecretScrubber[] scrubbers, IDisposable[] holds) => (_scrubbers, _holds) = (scrubbers, holds);

    /// <summary>Number of bytes held back.</summary>
    public int HeldBytes
    {
        get
        {
            var held = 0;
            foreach (var scrubber in _scrubbers)
            {
                held += scrubber.HeldBytes;
            }

            return held;
        }
    }

    /// <summary>Number of occurrences masked so far, in chunks and headers.</summary>
    public long Masked => _scrubbers.Sum(scrubber => scrubber.Masked);

    /// <summary>Creates the scrubber; null if no key is long enough to be told from text.</summary>
    /// <param name="attached">The key of the request, held by the caller; null if there is none.</param>
    /// <param name="others">Further keys. One that is wiped already is left out.</param>
    public static AnswerScrubber? Create(Secret? attached, IReadOnlyList<Secret>? others = null)
    {
        var scrubber = attached?.CreateScrubber();
        if (others is null)
        {
            return scrubber is null ? null : new([scrubber], []);
        }

        var holds = new List<IDisposable>();
        var scrubbers = new List<(int Length, SecretScrubber Scrubber)>();
        if (scrubber is not null)
        {
            scrubbers.Add((attached!.CountBytes(), scrubber));
        }

        foreach (var other in others)
        {
            if (other.TryHold() is { } hold)
            {
                holds.Add(hold);
                if (other.CreateScrubber() is { } further)
                {
                    scrubbers.Add((other.CountBytes(), further));
                }
            }
        }

        // A shorter key may be a part of a longer one: masked first, it would leave the rest.
        return new([.. scrubbers.OrderByDescending(one => one.Length).Select(one => one.Scrubber)], [.. holds]);
    }

    /// <summary>Scrubs the next chunk, as <see cref="SecretScrubber.Scrub(Memory{byte})"/> does for one key.</summary>
    /// <param name="chunk">Masked in place.</param>
    /// <returns>The bytes to send, maybe none; valid until the next call or until <paramref name="chunk"/> is reused.</returns>
    public Memory<byte> Scrub(Memory<byte> chunk)
    {
        foreach (var scrubber in _scrubbers)
        {
            chunk = scrubber.Scrub(chunk);
        }

        return chunk;
    }

    /// <summary>Returns the bytes still held back: at the end of the answer they cannot become a key.</summary>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlyMemory<byte> Flush()
    {
        if (_scrubbers is [var only])
        {
            return only.Flush();
        }

        var rest = Memory<byte>.Empty;
        foreach (var scrubber in _scrubbers)
        {
            // Copied: both results are in the scrubber's one buffer.
            byte[] ready = [.. scrubber.Scrub(rest).Span];
            rest = (byte[])[.. ready, .. scrubber.Flush().Span];
        }

        return rest;
    }

    /// <summary>Masks a header value, independent of the chunks.</summary>
    /// <returns>The same string if there is nothing to mask.</returns>
    public string Scrub(string headerValue)
    {
        foreach (var scrubber in _scrubbers)
        {
            headerValue = scrubber.Scrub(headerValue);
        }

        return headerValue;
    }

    /// <summary>Returns true if a header's name contains a key. Does not count.</summary>
    public bool IsIn(string headerName) => Array.Exists(_scrubbers, scrubber => scrubber.IsIn(headerName));

    /// <summary>Releases the other keys.</summary>
    public void Dispose()
    {
        foreach (var hold in _holds)
        {
            hold.Dispose();
        }
    }
}
