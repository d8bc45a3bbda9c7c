using System.Runtime.CompilerServices;

namespace Broker.Service.Checks;

/// <summary>
/// Reads one JSON value (RFC 8259) in one pass and builds nothing of it. Accepts what <see cref="System.Text.Json.Utf8JsonReader"/> accepts
/// with <see cref="JsonBody.ReaderOptions"/> and <see cref="System.Text.Unicode.Utf8.IsValid"/>. Those two take three times as long where
/// strings have escapes, as prompts do: a fifth and more of all that a body of 64 KiB costs the broker (docs/performance.md).
/// </summary>
/// <param name="json">The text.</param>
internal ref struct JsonScanner(ReadOnlySpan<byte> json)
{
    // Everything here is compiled into the one method that calls it, which keeps these in registers.
    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;
    private int _depth;
    // One bit for each open bracket, the innermost lowest: set for an object.
    private ulong _objects;
    private bool _isOfModel;

    /// <summary>How many members of the outermost object are named <c>model</c>.</summary>
    public int Models { get; private set; }

    /// <summary>The last of their values as it is written, if it is a string; with its quotes.</summary>
    public ReadOnlySpan<byte> Model { get; private set; }

    private readonly bool IsInObject => (_objects & 1) != 0;

    /// <summary>Reads the text to its end.</summary>
    /// <returns>Whether it is one value, not nested too deeply, and white space around it.</returns>
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

    /// <summary>Reads a value, or the bracket that opens one which is not empty.</summary>
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
                return TryPass(text);
            case (byte)'t':
                return TryPass(JsonTokens.Word(_json[_at..], "true"u8));
            case (byte)'f':
                return TryPass(JsonTokens.Word(_json[_at..], "false"u8));
            case (byte)'n':
                return TryPass(JsonTokens.Word(_json[_at..], "null"u8));
            default:
                return TryPass(JsonTokens.Number(_json[_at..]));
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

    /// <summary>Reads what follows a value, up to where the next one begins.</summary>
    /// <returns>Whether there is a next one; false at the end of the outermost value, and where something is wrong.</returns>
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
        if (!TryPass(name))
        {
            return false;
        }

        if (_depth == 1 && JsonTokens.Says(name, "model"u8))
        {
            Models++;
            _isOfModel = true;
            Model = default;
        }

        SkipSpace();
        return _at < _json.Length && _json[_at++] == ':';
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryPass(ReadOnlySpan<byte> token)
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
