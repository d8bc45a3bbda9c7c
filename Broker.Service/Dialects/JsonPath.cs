using System.Runtime.CompilerServices;

namespace Broker.Service.Dialects;

/// <summary>The arrays and objects that are open at a place in JSON, and the keys on the way there. A part of the one reader that has it.</summary>
internal struct JsonPath
{
    private const int MaxDepth = 64;

    // The outermost level is 1 (and the lowest bit). Only objects have a key.
    private ulong _objects;
    private Keys _keys;
    private int _depth;

    // The outermost object that has come to another key than those of facts; 0 for none.
    private int _astray;

    /// <summary>True if the innermost is an object.</summary>
    public readonly bool IsInObject => _depth > 0 && IsObject(_depth);

    /// <summary>True if no value in the innermost can be a fact, whatever its key is.</summary>
    public readonly bool IsOffPath => _astray != 0 && _astray < _depth;

    /// <summary>Closes all.</summary>
    public void Clear() => (_depth, _astray) = (0, 0);

    /// <summary>One more is open.</summary>
    /// <returns>False when there are too many to follow.</returns>
    public bool TryOpen(bool isObject)
    {
        if (_depth == MaxDepth)
        {
            return false;
        }

        var level = 1UL << _depth++;
        _objects = isObject ? _objects | level : _objects & ~level;
        _keys[_depth] = AnswerKey.Other;
        _astray = _astray == 0 && isObject ? _depth : _astray;
        return true;
    }

    /// <summary>The innermost is closed.</summary>
    public void Close()
    {
        _depth = Math.Max(0, _depth - 1);
        _astray = _astray > _depth ? 0 : _astray;
    }

    /// <summary>The innermost has come to this key.</summary>
    public void Name(AnswerKey key)
    {
        _keys[_depth] = key;
        _astray = IsOffPath ? _astray : key == AnswerKey.Other ? _depth : 0;
    }

    /// <summary>Returns true if the value here is one of the facts.</summary>
    /// <param name="key">Its own key.</param>
    public readonly bool IsFact(out AnswerKey key)
    {
        key = AnswerKey.Other;
        if (_astray != 0)
        {
            return false;
        }

        Span<AnswerKey> path = stackalloc AnswerKey[5];
        var length = 0;
        for (var level = 1; level <= _depth; level++)
        {
            key = IsObject(level) ? _keys[level] : AnswerKey.Element;
            if (length == path.Length)
            {
                return false;
            }

            path[length++] = key;
        }

        return AnswerPath.IsFact(path[..length]);
    }

    private readonly bool IsObject(int level) => (_objects & (1UL << (level - 1))) != 0;

    [InlineArray(MaxDepth + 1)]
    private struct Keys
    {
        private AnswerKey _first;
    }
}
