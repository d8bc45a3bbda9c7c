using System.Diagnostics;

namespace Broker.Service.Credentials;

/// <summary>
/// The bytes of a secret, prepared for being searched for: once per secret, shared by all answers. The search is linear whatever
/// the key and the text are (Knuth, Morris, Pratt), and vectorised where nothing of the key is in sight.
/// </summary>
[DebuggerDisplay("***")]
internal sealed class SecretPattern
{
    private const byte Mask = (byte)'*';

    /// <summary>
    /// How much of the key is looked for with vector instructions. That search may compare this many bytes at each place,
    /// so it is kept short; with the whole key an upstream could make it slow on purpose.
    /// </summary>
    private const int LeadLength = Secret.MinScrubbedLength;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _key;

    // _borders[n]: length of the longest proper prefix of the key's first n bytes that is also their suffix.
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly int[] _borders;

    /// <summary>Prepares a key.</summary>
    /// <param name="key">At least <see cref="Secret.MinScrubbedLength"/> bytes; not copied, and wiped by its owner.</param>
    public SecretPattern(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, LeadLength);
        _key = key;
        _borders = FindBorders(key);
    }

    /// <summary>Whether the key could stand in a text of a length.</summary>
    /// <param name="length">The text's length.</param>
    public bool FitsInto(int length) => _key.Length <= length;

    /// <summary>Copies the beginning of the key, for giving back bytes that were held and turned out to be harmless.</summary>
    /// <param name="destination">Where to; its length says how much.</param>
    public void CopyPrefixTo(Span<byte> destination) => _key.AsSpan(0, destination.Length).CopyTo(destination);

    /// <summary>Masks every occurrence in a text that continues an earlier one, overlapping occurrences too.</summary>
    /// <param name="text">The text; masked in place.</param>
    /// <param name="state">How many bytes of the key the earlier text ended with.</param>
    /// <returns>What was found.</returns>
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
                // Not again what an overlapping occurrence has masked: that would be quadratic on a run of one letter.
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
