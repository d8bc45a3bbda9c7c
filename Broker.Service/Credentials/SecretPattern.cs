using System.Diagnostics;

namespace Broker.Service.Credentials;

/// <summary>
/// A key prepared for searching, once per secret, shared by all answers. The search is linear for any key and text (Knuth, Morris, Pratt),
/// and vectorised while no prefix of the key is found.
/// </summary>
[DebuggerDisplay("***")]
internal sealed class SecretPattern
{
    private const byte Mask = (byte)'*';

    /// <summary>
    /// Bytes of the key that are searched with vector instructions. That search may compare this many bytes at each position, so it is kept
    /// short: with the whole key an upstream could make it slow on purpose.
    /// </summary>
    private const int LeadLength = Secret.MinScrubbedLength;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key;

    // _borders[n]: length of the longest proper prefix of the key's first n bytes that is also their suffix.
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly int[] _borders;

    /// <param name="key">At least <see cref="Secret.MinScrubbedLength"/> bytes; not copied, wiped by its owner.</param>
    public SecretPattern(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, LeadLength);
        _key = key;
        _borders = FindBorders(key);
    }

    /// <summary>Returns true if a text of this length can contain the key.</summary>
    public bool FitsInto(int length) => _key.Length <= length;

    /// <summary>Copies a prefix of the key, as long as the destination.</summary>
    public void CopyPrefixTo(Span<byte> destination) => _key.AsSpan(0, destination.Length).CopyTo(destination);

    /// <summary>Masks every occurrence, also overlapping ones, in a text that continues an earlier one.</summary>
    /// <param name="text">Masked in place.</param>
    /// <param name="state"><see cref="SecretMatch.State"/> after the earlier text.</param>
    public SecretMatch MaskIn(Span<byte> text, int state)
    {
        var position = 0;
        var maskedTo = 0;
        var maskedBefore = 0;
        var count = 0;

        while (position < text.Length)
        {
            if (state == 0 && text.Length - position >= LeadLength)
            {
                var lead = text[position..].IndexOf(_key.AsSpan(0, LeadLength));
                if (lead < 0)
                {
                    position = text.Length - (LeadLength - 1);
                    continue;
                }

                position += lead + LeadLength;
                state = LeadLength;
            }
            else
            {
                state = Advance(state, text[position++]);
            }

            if (state == _key.Length)
            {
                var start = position - _key.Length;
                maskedBefore = Math.Max(maskedBefore, -start);
                // Skips what an overlapping occurrence has masked: masking it again would be quadratic on a run of one letter.
                text[Math.Max(start, maskedTo)..position].Fill(Mask);
                maskedTo = position;
                count++;
                state = _borders[state];
            }
        }

        return new SecretMatch(state, maskedBefore, maskedTo, count);
    }

    private static int[] FindBorders(byte[] key)
    {
        var borders = new int[key.Length + 1];
        for (var (length, border) = (1, 0); length < key.Length; length++)
        {
            while (border > 0 && key[border] != key[length])
            {
                border = borders[border];
            }

            border += key[border] == key[length] ? 1 : 0;
            borders[length + 1] = border;
        }

        return borders;
    }

    private int Advance(int state, byte next)
    {
        while (state > 0 && _key[state] != next)
        {
            state = _borders[state];
        }

        return _key[state] == next ? state + 1 : 0;
    }
}

/// <summary>Result of searching one piece of a text for a secret.</summary>
/// <param name="State">Length of the longest suffix of the text so far that is a prefix of the key.</param>
/// <param name="MaskedBefore">Bytes right before the piece that belong to an occurrence which ended in it.</param>
/// <param name="MaskedTo">End of the last occurrence in the piece; 0 if there is none.</param>
/// <param name="Count">Number of occurrences that ended in the piece.</param>
internal readonly record struct SecretMatch(int State, int MaskedBefore, int MaskedTo, int Count);
