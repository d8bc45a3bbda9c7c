namespace Broker.Service.Dialects;

/// <summary>The text of one value in passing JSON. Copied only if it spans chunks. Mutable, for one reader.</summary>
internal struct PassingValue
{
    private const int MaxLength = 128;

    // Copy of a value that spans chunks.
    private byte[]? _kept;
    private int _length;
    private bool _isWhole;

    /// <summary>Starts a value.</summary>
    public void Begin() => (_length, _isWhole) = (0, true);

    /// <summary>Drops the value.</summary>
    public void Drop() => _isWhole = false;

    /// <summary>Copies a part of a value that continues in the next chunk.</summary>
    public void Keep(ReadOnlySpan<byte> part)
    {
        _kept ??= new byte[MaxLength];
        _isWhole &= part.TryCopyTo(_kept.AsSpan(_length));
        _length += _isWhole ? part.Length : 0;
    }

    /// <summary>Ends the value.</summary>
    /// <param name="text">The whole value; valid until the chunk is reused or the next value is copied.</param>
    /// <returns>True if the value is complete: not too long, and not dropped.</returns>
    public bool TryEnd(ReadOnlySpan<byte> last, out ReadOnlySpan<byte> text)
    {
        if (_length == 0)
        {
            text = last;
            return _isWhole && last.Length <= MaxLength;
        }

        Keep(last);
        text = _kept.AsSpan(0, _length);
        return _isWhole;
    }
}
