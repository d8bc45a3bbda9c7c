using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Broker.Service.Dialects;

/// <summary>
/// Reads the facts out of passing JSON, byte by byte and in one go: linear in the length, whatever the portions are. It checks
/// nothing; of text that is not JSON it makes no facts or wrong ones, and never an error.
/// </summary>
/// <param name="facts">Where facts go.</param>
internal sealed class JsonTap(FactCollector facts) : IAnswerTap
{
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",]} \t\r\n"u8);

    private JsonPath _open;
    private PassingValue _value;
    private bool _nameFollows;
    private Place _place;

    private enum Place
    {
        Between,
        String,
        Escape,
        Scalar,
        Lost,
    }

    /// <summary>Begins anew, with the next value of a stream.</summary>
    public void Reset()
    {
        _open.Clear();
        (_place, _nameFollows) = (Place.Between, false);
    }

    /// <inheritdoc/>
    public void OnBytes(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && _place != Place.Lost)
        {
            at += _place switch
            {
                Place.String => PassString(bytes[at..]),
                Place.Escape => PassEscape(),
                Place.Scalar => PassScalar(bytes[at..]),
                _ => PassStructure(bytes[at..]),
            };
        }
    }

    private int PassString(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0)
        {
            _value.Keep(bytes);
            return bytes.Length;
        }

        if (bytes[end] == (byte)'\\')
        {
            // None of the facts has an escape in it.
            _place = Place.Escape;
            _value.GiveUp();
        }
        else
        {
            EndString(bytes[..end]);
        }

        return end + 1;
    }

    private int PassEscape()
    {
        _place = Place.String;
        return 1;
    }

    private int PassScalar(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny(ScalarEnds);
        if (end < 0)
        {
            _value.Keep(bytes);
            return bytes.Length;
        }

        _place = Place.Between;
        if (_open.IsFact(out var key) && _value.TryEnd(bytes[..end], out var text) && Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length)
        {
            facts.Add(key, number);
        }

        return end;
    }

    /// <summary>Passes what stands between strings and other values, and those of them that end in this portion.</summary>
    private int PassStructure(ReadOnlySpan<byte> bytes)
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
                    at += PassString(bytes[at..]);
                    break;
                case (byte)',':
                    _nameFollows = _open.IsInObject;
                    break;
                case (byte)':':
                    _nameFollows = false;
                    break;
                case (byte)'{' or (byte)'[':
                    _nameFollows = next == (byte)'{';
                    if (!_open.TryOpen(isObject: _nameFollows))
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
                    at += PassScalar(bytes[at..]);
                    break;
            }
        }

        return at;
    }

    private void EndString(ReadOnlySpan<byte> last)
    {
        _place = Place.Between;
        if (_nameFollows)
        {
            _open.Name(!_open.IsOffPath && _value.TryEnd(last, out var name) ? AnswerPath.Lookup(name) : AnswerKey.Other);
        }
        else if (_open.IsFact(out var key) && facts.Wants(key) && _value.TryEnd(last, out var text) && !text.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            facts.Add(key, Encoding.ASCII.GetString(text));
        }
    }
}
