namespace Broker.Service.Credentials;

/// <summary>
/// Masks each exact occurrence of a secret in one answer, across chunk borders too: <c>*</c> for every byte, so that lengths stay.
/// Holds back no more than the tail that may be the beginning of the key. For one answer and one thread at a time.
/// </summary>
/// <param name="pattern">The secret, prepared.</param>
internal sealed class SecretScrubber(SecretPattern pattern)
{
    private const byte Mask = (byte)'*';

    // What is held back is always the beginning of the key: its length says it all. An occurrence that overlaps the next one
    // can have masked the first of the held bytes already.
    private int _held;
    private int _heldMasked;
    private byte[] _joined = [];

    /// <summary>How many bytes are held back: the longest end of the text so far that is a proper prefix of the key.</summary>
    public int HeldBytes => _held;

    /// <summary>How many occurrences were masked so far, in chunks and in headers.</summary>
    public long Masked { get; private set; }

    /// <summary>
    /// Takes the next chunk and gives what can go on: the bytes held back before, then the chunk less the tail now held back.
    /// Nothing is copied or allocated unless something was held.
    /// </summary>
    /// <param name="chunk">The chunk; occurrences are masked in place.</param>
    /// <returns>What can go on, possibly nothing; good until the next call or until <paramref name="chunk"/> is reused.</returns>
    public ReadOnlyMemory<byte> Scrub(Memory<byte> chunk)
    {
        var (held, heldMasked) = (_held, _heldMasked);
        var match = pattern.MaskIn(chunk.Span, held);
        Masked += match.Count;
        var tail = chunk.Length - match.State;
        var maskedTo = match.MaskedTo > 0 ? match.MaskedTo : heldMasked - held;
        _held = match.State;
        _heldMasked = Math.Max(0, maskedTo - tail);

        if (held == 0)
        {
            return chunk[..tail];
        }

        var output = Room(held + tail);
        var released = output.Span[..Math.Min(held, output.Length)];
        WriteHeld(released, heldMasked);
        if (match.MaskedBefore > 0)
        {
            // An occurrence that began among the held bytes; it begins before any tail that is held now.
            released[(held - match.MaskedBefore)..].Fill(Mask);
        }

        chunk.Span[..(output.Length - released.Length)].CopyTo(output.Span[released.Length..]);
        return output;
    }

    /// <summary>Gives what is still held back: the answer has ended, it cannot become the key any more.</summary>
    /// <returns>Good until the next call.</returns>
    public ReadOnlyMemory<byte> Flush()
    {
        var output = Room(_held);
        WriteHeld(output.Span, _heldMasked);
        (_held, _heldMasked) = (0, 0);
        return output;
    }

    /// <summary>Masks a header value; has nothing to do with the chunks.</summary>
    /// <param name="headerValue">The value.</param>
    /// <returns>The same string when there is nothing to mask.</returns>
    public string Scrub(string headerValue)
    {
        if (!pattern.FitsInto(headerValue.Length))
        {
            return headerValue;
        }

        var bytes = BytesOf(headerValue);
        var count = pattern.MaskIn(bytes, 0).Count;
        Masked += count;
        return count == 0 ? headerValue : Overlay(headerValue, bytes);
    }

    /// <summary>Whether the secret stands in a header's name. Nothing is counted.</summary>
    /// <param name="headerName">The name.</param>
    public bool IsIn(string headerName) => pattern.FitsInto(headerName.Length) && pattern.MaskIn(BytesOf(headerName), 0).Count > 0;

    /// <summary>One byte for each character; what is not ASCII becomes a byte that no key has.</summary>
    private static byte[] BytesOf(string text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = char.IsAscii(text[i]) ? (byte)text[i] : byte.MaxValue;
        }

        return bytes;
    }

    private static string Overlay(string value, byte[] masked) => string.Create(value.Length, (value, masked), static (text, source) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = source.masked[i] == Mask ? (char)Mask : source.value[i];
        }
    });

    private void WriteHeld(Span<byte> destination, int masked)
    {
        pattern.CopyPrefixTo(destination);
        destination[..Math.Min(masked, destination.Length)].Fill(Mask);
    }

    private Memory<byte> Room(int length)
    {
        if (_joined.Length < length)
        {
            _joined = new byte[Math.Max(length, _joined.Length * 2)];
        }

        return _joined.AsMemory(0, length);
    }
}
