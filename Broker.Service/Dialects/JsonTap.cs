using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Broker.Service.Dialects;

/// <summary>Reads the facts of passing JSON in one linear pass. Does not validate: invalid JSON gives missing or wrong facts.</summary>
internal sealed class JsonTap(FactCollector facts) : IAnswerTap
{
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",]} \t\r\n"u8);

    private JsonPath _open = new(facts.Table);
    private PassingValue _value;
    private bool _isNameNext;
    private Place _place;

    private enum Place
    {
        Between,
        String,
        Escape,
        Scalar,
        Lost,
    }

    /// <summary>Starts over with the next value of a stream.</summary>
    public void Reset()
    {
        _open.Clear();
        (_place, _isNameNext) = (Place.Between, false);
    }

    public void OnBytes(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && _place != Place.Lost)
        {
            at += _place switch
            {
                Place.String => ReadString(bytes[at..]),
                Place.Escape => ReadEscape(),
                Place.Scalar => ReadScalar(bytes[at..]),
                _ => ReadStructure(bytes[at..]),
            };
        }
    }

    private int ReadString(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0)
        {
            _value.Keep(bytes);
            return bytes.Length;
        }

        if (bytes[end] == (byte)'\\')
        {
            // No fact contains an escape.
            _place = Place.Escape;
            _value.Drop();
        }
        else
        {
            EndString(bytes[..end]);
        }

        return end + 1;
    }

    private int ReadEscape()
    {
        _place = Place.String;
        return 1;
    }

    private int ReadScalar(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny(ScalarEnds);
        if (end < 0)
        {
            _value.Keep(bytes);
            return bytes.Length;
        }

        _place = Place.Between;
        if (_open.Key is not AnswerKey.Other and var key
            && _value.TryEnd(bytes[..end], out var text)
            && Utf8Parser.TryParse(text, out long number, out var used)
            && used == text.Length)
        {
            facts.Add(key, number);
        }

        return end;
    }

    /// <summary>Reads structural characters, and strings and scalars that end in this chunk.</summary>
    private int ReadStructure(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && _place == Place.Between)
        {
            var next = bytes[at++];
            switch (next)
            {
                case (byte)'"':
                    _place = Place.String;
                    _value.Begin();
                    at += ReadString(bytes[at..]);
                    break;
                case (byte)',':
                    _isNameNext = _open.IsInObject;
                    break;
                case (byte)':':
                    _isNameNext = false;
                    break;
                case (byte)'{' or (byte)'[':
                    _isNameNext = next == (byte)'{';
                    if (!_open.TryOpen(isObject: _isNameNext))
                    {
                        _place = Place.Lost;
                    }

                    break;
                case (byte)'}' or (byte)']':
                    _open.Close();
                    break;
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    break;
                default:
                    _place = Place.Scalar;
                    _value.Begin();
                    at--;
                    at += ReadScalar(bytes[at..]);
                    break;
            }
        }

        return at;
    }

    private void EndString(ReadOnlySpan<byte> last)
    {
        _place = Place.Between;
        if (_isNameNext)
        {
            _open.Name(!_open.IsOffPath && _value.TryEnd(last, out var name) ? name : default);
        }
        else if (_open.Key is not AnswerKey.Other and var key
            && _value.TryEnd(last, out var text)
            && facts.Wants(key, text)
            && !text.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            facts.Add(key, Encoding.ASCII.GetString(text));
        }
    }
}
