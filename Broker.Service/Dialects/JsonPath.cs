using System.Runtime.CompilerServices;

namespace Broker.Service.Dialects;

/// <summary>The open arrays and objects at a position in JSON, with the keys that lead there. Mutable, for one reader.</summary>
internal struct JsonPath
{
    private const int MaxDepth = 64;

    // The outermost level is 1 (the lowest bit). Only objects have a key.
    private ulong _objects;
    private Keys _keys;
    private int _depth;

    // Level of the outermost object whose current key leads to no fact; 0 if there is none.
    private int _offPathLevel;

    /// <summary>True if the innermost level is an object.</summary>
    public readonly bool IsInObject => _depth > 0 && IsObject(_depth);

    /// <summary>True if no value at this level can be a fact, whatever its key.</summary>
    public readonly bool IsOffPath => _offPathLevel != 0 && _offPathLevel < _depth;

    /// <summary>Closes all levels.</summary>
    public void Clear() => (_depth, _offPathLevel) = (0, 0);

    /// <summary>Opens a level.</summary>
    /// <returns>False if the nesting is too deep.</returns>
    public bool TryOpen(bool isObject)
    {
        if (_depth == MaxDepth)
        {
            return false;
        }

        var level = 1UL << _depth++;
        _objects = isObject ? _objects | level : _objects & ~level;
        _keys[_depth] = AnswerKey.Other;
        _offPathLevel = _offPathLevel == 0 && isObject ? _depth : _offPathLevel;
        return true;
    }

    /// <summary>Closes the innermost level.</summary>
    public void Close()
    {
        _depth = Math.Max(0, _depth - 1);
        _offPathLevel = _offPathLevel > _depth ? 0 : _offPathLevel;
    }

    /// <summary>Sets the current key of the innermost object.</summary>
    public void Name(AnswerKey key)
    {
        _keys[_depth] = key;
        _offPathLevel = IsOffPath ? _offPathLevel : key == AnswerKey.Other ? _depth : 0;
    }

    /// <summary>Returns true if the value at this position is a fact.</summary>
    /// <param name="key">Key of the value.</param>
    public readonly bool IsFact(out AnswerKey key)
    {
        key = AnswerKey.Other;
        if (_offPathLevel != 0)
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
