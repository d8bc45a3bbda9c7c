using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Broker.Service.Telemetry.GenAI;

/// <summary>
/// Reads the facts out of passing JSON, byte by byte and in one go: linear in the length, whatever the portions are. It checks
/// nothing; of text that is not JSON it makes no facts or wrong ones, and never an error.
/// </summary>
/// <param name="facts">Where facts go.</param>
internal sealed class JsonTap(AnswerFacts facts) : IAnswerTap
{
    private const int LongestValue = 128;
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",]} \t\r\n"u8);

    private readonly OpenLevels _open = new();
    private readonly byte[] _text = new byte[LongestValue];
    private int _length;
    private bool _isWhole;
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
    public void Pass(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && _place != Place.Lost)
        {
            var passed = _place switch
            {
                Place.String => PassString(bytes),
                Place.Escape => PassEscape(),
                Place.Scalar => PassScalar(bytes),
                _ => PassStructure(bytes[0]),
            };
            bytes = bytes[passed..];
        }
    }

    private int PassString(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'"', (byte)'\\');
        Keep(end < 0 ? bytes : bytes[..end]);
        if (end < 0)
        {
            return bytes.Length;
        }

        if (bytes[end] == (byte)'\\')
        {
            _place = Place.Escape;
            return end + 1;
        }

        EndString();
        return end + 1;
    }

    private int PassEscape()
    {
        // None of the facts has an escape in it.
        _isWhole = false;
        _place = Place.String;
        return 1;
    }

    private int PassScalar(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny(ScalarEnds);
        Keep(end < 0 ? bytes : bytes[..end]);
        if (end < 0)
        {
            return bytes.Length;
        }

        _place = Place.Between;
        if (_isWhole && _open.IsFact(out var key) && Utf8Parser.TryParse(_text.AsSpan(0, _length), out long number, out var used) && used == _length)
        {
            facts.Note(key, number);
        }

        return end;
    }

    private int PassStructure(byte next)
    {
        switch (next)
        {
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
            case (byte)',':
                _nameFollows = _open.IsInObject;
                break;
            case (byte)':':
                _nameFollows = false;
                break;
            case (byte)'"':
                Begin(Place.String);
                break;
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                break;
            default:
                Begin(Place.Scalar);
                return 0;
        }

        return 1;
    }

    private void Begin(Place place) => (_place, _length, _isWhole) = (place, 0, true);

    private void Keep(ReadOnlySpan<byte> part)
    {
        _isWhole &= part.TryCopyTo(_text.AsSpan(_length));
        _length += _isWhole ? part.Length : 0;
    }

    private void EndString()
    {
        _place = Place.Between;
        var text = _text.AsSpan(0, _length);
        if (_nameFollows)
        {
            _open.Name(_isWhole ? AnswerPath.Lookup(text) : AnswerKey.Other);
        }
        else if (_isWhole && _open.IsFact(out var key) && !text.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            facts.Note(key, Encoding.ASCII.GetString(text));
        }
    }
}
