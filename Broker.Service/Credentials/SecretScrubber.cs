namespace Broker.Service.Credentials;

/// <summary>
/// Masks each occurrence of a secret in one answer, across chunks: one <c>*</c> per byte, so that lengths stay. Holds back only the tail
/// that may be the start of the key. For one answer and one thread at a time.
/// </summary>
internal sealed class SecretScrubber(SecretPattern pattern)
{
    private const byte Mask = (byte)'*';

    // The held bytes are always a prefix of the key, so their length suffices. Their first bytes may be masked, by an occurrence that
    // overlaps the next one.
    private int _held;
    private int _heldMasked;
    private byte[] _joined = [];

    /// <summary>Number of bytes held back: the longest suffix of the text so far that is a proper prefix of the key.</summary>
    public int HeldBytes => _held;

    /// <summary>Number of occurrences masked so far, in chunks and headers.</summary>
    public long Masked { get; private set; }

    /// <summary>
    /// Scrubs the next chunk. Returns the bytes held back before and the chunk, without the tail that is now held back. Copies and
    /// allocates only if bytes were held back.
    /// </summary>
    /// <param name="chunk">Masked in place.</param>
    /// <returns>The bytes to send, maybe none; valid until the next call or until <paramref name="chunk"/> is reused.</returns>
    public Memory<byte> Scrub(Memory<byte> chunk)
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

        var output = GetBuffer(held + tail);
        var released = output.Span[..Math.Min(held, output.Length)];
        WriteHeld(released, heldMasked);
        if (match.MaskedBefore > 0)
        {
            // This occurrence starts in the held bytes, so before any tail that is held now.
            released[(held - match.MaskedBefore)..].Fill(Mask);
        }

        chunk.Span[..(output.Length - released.Length)].CopyTo(output.Span[released.Length..]);
        return output;
    }

    /// <summary>Returns the bytes still held back: at the end of the answer they cannot become the key.</summary>
    /// <returns>Valid until the next call.</returns>
    public Memory<byte> Flush()
    {
        var output = GetBuffer(_held);
        WriteHeld(output.Span, _heldMasked);
        (_held, _heldMasked) = (0, 0);
        return output;
    }

    /// <summary>Masks a header value, independent of the chunks.</summary>
    /// <returns>The same string if there is nothing to mask.</returns>
    public string Scrub(string headerValue)
    {
        if (!pattern.FitsInto(headerValue.Length))
        {
            return headerValue;
        }

        var bytes = ToBytes(headerValue);
        var count = pattern.MaskIn(bytes, 0).Count;
        Masked += count;
        return count == 0 ? headerValue : Overlay(headerValue, bytes);
    }

    /// <summary>Returns true if a header's name contains the secret. Does not count.</summary>
    public bool IsIn(string headerName) => pattern.FitsInto(headerName.Length) && pattern.MaskIn(ToBytes(headerName), 0).Count > 0;

    /// <summary>Returns one byte per character; a character beyond ASCII becomes a byte that no key has.</summary>
    private static byte[] ToBytes(string text)
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

    private Memory<byte> GetBuffer(int length)
    {
        if (_joined.Length < length)
        {
            _joined = new byte[Math.Max(length, _joined.Length * 2)];
        }

        return _joined.AsMemory(0, length);
    }
}
