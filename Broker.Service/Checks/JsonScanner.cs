using System.Runtime.CompilerServices;

namespace Broker.Service.Checks;

/// <summary>
/// Validates one JSON value (RFC 8259) in one pass without building a document. Accepts what <see cref="System.Text.Json.Utf8JsonReader"/>
/// accepts with <see cref="JsonBody.ReaderOptions"/> and <see cref="System.Text.Unicode.Utf8.IsValid"/>. Those two take three times as long
/// if strings have escapes, as prompts do: at least a fifth of the broker's cost for a body of 64 KiB (docs/performance-log.md).
/// </summary>
internal ref struct JsonScanner(ReadOnlySpan<byte> json)
{
    // All methods are inlined into their one caller, which keeps these fields in registers.
    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;
    private int _depth;
    // One bit per open bracket, the innermost lowest: set for an object.
    private ulong _objects;
    private bool _isOfModel;

    /// <summary>Number of members named <c>model</c> in the outermost object.</summary>
    public int Models { get; private set; }

    /// <summary>The raw value of the last of them, with its quotes, if it is a string.</summary>
    public ReadOnlySpan<byte> Model { get; private set; }

    private readonly bool IsInObject => (_objects & 1) != 0;

    /// <summary>Reads the text to its end. Returns true if it is one value, not nested too deeply, and white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadAll()
    {
        while (true)
        {
            if (!TryBeginValue(out var isOpen))
            {
                return false;
            }

            if (!isOpen && !TryEndValue())
            {
                return _depth == 0 && _at == _json.Length;
            }
        }
    }

    /// <summary>Reads a value, or the opening bracket of a non-empty array or object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryBeginValue(out bool isOpen)
    {
        isOpen = false;
        var isOfModel = _isOfModel;
        _isOfModel = false;
        SkipSpace();
        if (_at == _json.Length)
        {
            return false;
        }

        switch (_json[_at])
        {
            case (byte)'{':
                return TryOpen(isObject: true, out isOpen);
            case (byte)'[':
                return TryOpen(isObject: false, out isOpen);
            case (byte)'"':
                var text = JsonString.Read(_json[_at..]);
                Model = isOfModel ? text : Model;
                return TrySkip(text);
            case (byte)'t':
                return TrySkip(JsonTokens.Word(_json[_at..], "true"u8));
            case (byte)'f':
                return TrySkip(JsonTokens.Word(_json[_at..], "false"u8));
            case (byte)'n':
                return TrySkip(JsonTokens.Word(_json[_at..], "null"u8));
            default:
                return TrySkip(JsonTokens.Number(_json[_at..]));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryOpen(bool isObject, out bool isOpen)
    {
        isOpen = false;
        if (_depth == JsonBody.MaxDepth)
        {
            return false;
        }

        _at++;
        SkipSpace();
        if (_at < _json.Length && _json[_at] == (isObject ? '}' : ']'))
        {
            _at++;
            return true;
        }

        _depth++;
        _objects = (_objects << 1) | (isObject ? 1UL : 0);
        isOpen = true;
        return !isObject || TryReadName();
    }

    /// <summary>Reads past the end of a value to the start of the next one.</summary>
    /// <returns>True if there is a next one; false at the end of the outermost value, and on a syntax error.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryEndValue()
    {
        while (true)
        {
            SkipSpace();
            if (_depth == 0 || _at == _json.Length)
            {
                return false;
            }

            var next = _json[_at];
            if (next == ',')
            {
                _at++;
                return !IsInObject || TryReadName();
            }

            if (next != (IsInObject ? '}' : ']'))
            {
                return false;
            }

            _at++;
            _depth--;
            _objects >>= 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadName()
    {
        SkipSpace();
        var name = JsonString.Read(_json[_at..]);
        if (!TrySkip(name))
        {
            return false;
        }

        if (_depth == 1 && JsonTokens.HasValue(name, "model"u8))
        {
            Models++;
            _isOfModel = true;
            Model = default;
        }

        SkipSpace();
        return _at < _json.Length && _json[_at++] == ':';
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TrySkip(ReadOnlySpan<byte> token)
    {
        _at += token.Length;
        return !token.IsEmpty;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipSpace()
    {
        while (_at < _json.Length && JsonTokens.IsSpace(_json[_at]))
        {
            _at++;
        }
    }
}
