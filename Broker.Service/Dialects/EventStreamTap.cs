namespace Broker.Service.Dialects;

/// <summary>Reads the facts of an event stream (WHATWG HTML, "server-sent events"): each <c>data</c> line is one JSON value.</summary>
internal sealed class EventStreamTap(FactCollector facts) : IAnswerTap
{
    private readonly JsonTap _json = new(facts);
    private int _prefixSeen;
    private bool _isOther;

    private static ReadOnlySpan<byte> Prefix => "data:"u8;

    public void OnBytes(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
            ReadLine(end < 0 ? bytes : bytes[..end]);
            if (end < 0)
            {
                return;
            }

            (_prefixSeen, _isOther) = (0, false);
            _json.Reset();
            bytes = bytes[(end + 1)..];
        }
    }

    private void ReadLine(ReadOnlySpan<byte> part)
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
