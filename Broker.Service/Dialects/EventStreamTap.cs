namespace Broker.Service.Dialects;

/// <summary>Reads the facts out of a passing event stream (WHATWG HTML, "server-sent events"): each <c>data</c> line is one JSON value.</summary>
/// <param name="facts">Where facts go.</param>
internal sealed class EventStreamTap(FactCollector facts) : IAnswerTap
{
    private readonly JsonTap _json = new(facts);
    private int _prefixSeen;
    private bool _isOther;

    private static ReadOnlySpan<byte> Prefix => "data:"u8;

    /// <inheritdoc/>
    public void OnBytes(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
            PassLine(end < 0 ? bytes : bytes[..end]);
            if (end < 0)
            {
                return;
            }

            (_prefixSeen, _isOther) = (0, false);
            _json.Reset();
            bytes = bytes[(end + 1)..];
        }
    }

    private void PassLine(ReadOnlySpan<byte> part)
    {
        while (_prefixSeen < Prefix.Length && !_isOther && !part.IsEmpty)
        {
            _isOther = part[0] != Prefix[_prefixSeen++];
            part = part[1..];
        }

        if (!_isOther)
        {
            _json.OnBytes(part);
        }
    }
}
