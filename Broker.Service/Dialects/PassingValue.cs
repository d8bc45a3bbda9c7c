namespace Broker.Service.Dialects;

/// <summary>The text of one value in passing JSON. Most begin and end in one portion, and are read where they stand. A part of the one reader that has it.</summary>
internal struct PassingValue
{
    private const int Longest = 128;

    // For a value that comes in portions.
    private byte[]? _kept;
    private int _length;
    private bool _isWhole;

    /// <summary>A value begins.</summary>
    public void Begin() => (_length, _isWhole) = (0, true);

    /// <summary>Nobody will want this one.</summary>
    public void GiveUp() => _isWhole = false;

    /// <summary>Keeps a part of a value that goes on in the next portion.</summary>
    public void Keep(ReadOnlySpan<byte> part)
    {
        _kept ??= new byte[Longest];
        _isWhole &= part.TryCopyTo(_kept.AsSpan(_length));
        _length += _isWhole ? part.Length : 0;
    }

    /// <summary>The value ends.</summary>
    /// <param name="last">Its last part.</param>
    /// <param name="text">All of it; good until the portion is gone or the next value is kept.</param>
    /// <returns>True if it is all there: not too long, and not given up.</returns>
    public bool TryEnd(ReadOnlySpan<byte> last, out ReadOnlySpan<byte> text)
    {
        if (_length == 0)
        {
            text = last;
            return _isWhole && last.Length <= Longest;
        }

        Keep(last);
        text = _kept.AsSpan(0, _length);
        return _isWhole;
    }
}
