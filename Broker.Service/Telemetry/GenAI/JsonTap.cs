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
    private const int MaxDepth = 64;
    private const int LongestValue = 128;
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",]} \t\r\n"u8);

    // A level for each open array or object, the outermost being 1 (and the lowest bit). Only objects have a key.
    private ulong _objects;
    private readonly AnswerKey[] _keys = new AnswerKey[MaxDepth + 1];
    private readonly byte[] _text = new byte[LongestValue];
    private int _depth;
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
    public void Reset() => (_depth, _place, _nameFollows) = (0, Place.Between, false);

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
        if (_isWhole && IsFact(out var key) && Utf8Parser.TryParse(_text.AsSpan(0, _length), out long number, out var used) && used == _length)
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
                Open(isObject: next == (byte)'{');
                break;
            case (byte)'}' or (byte)']':
                _depth = Math.Max(0, _depth - 1);
                break;
            case (byte)',':
                _nameFollows = _depth > 0 && IsObject(_depth);
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

    private void Open(bool isObject)
    {
        if (_depth == MaxDepth)
        {
            _place = Place.Lost;
            return;
        }

        var level = 1UL << _depth++;
        _objects = isObject ? _objects | level : _objects & ~level;
        _keys[_depth] = AnswerKey.Other;
        _nameFollows = isObject;
    }

    private bool IsObject(int level) => (_objects & (1UL << (level - 1))) != 0;

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
            _keys[_depth] = _isWhole ? AnswerPath.Lookup(text) : AnswerKey.Other;
        }
        else if (_isWhole && IsFact(out var key) && !text.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            facts.Note(key, Encoding.ASCII.GetString(text));
        }
    }

    private bool IsFact(out AnswerKey key)
    {
        Span<AnswerKey> path = stackalloc AnswerKey[4];
        var length = 0;
        key = AnswerKey.Other;
        for (var level = 1; level <= _depth; level++)
        {
            if (IsObject(level))
            {
                key = _keys[level];
                if (key == AnswerKey.Other || length == path.Length)
                {
                    return false;
                }

                path[length++] = key;
            }
        }

        return AnswerPath.IsFact(path[..length]);
    }
}
