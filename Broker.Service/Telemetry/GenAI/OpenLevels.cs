namespace Broker.Service.Telemetry.GenAI;

/// <summary>The arrays and objects that are open at a place in JSON, and the keys on the way there.</summary>
internal sealed class OpenLevels
{
    private const int MaxDepth = 64;

    // The outermost level is 1 (and the lowest bit). Only objects have a key.
    private ulong _objects;
    private readonly AnswerKey[] _keys = new AnswerKey[MaxDepth + 1];
    private int _depth;

    /// <summary>Whether the innermost is an object.</summary>
    public bool IsInObject => _depth > 0 && IsObject(_depth);

    /// <summary>Closes all.</summary>
    public void Clear() => _depth = 0;

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
        return true;
    }

    /// <summary>The innermost is closed.</summary>
    public void Close() => _depth = Math.Max(0, _depth - 1);

    /// <summary>The innermost has come to this key.</summary>
    public void Name(AnswerKey key) => _keys[_depth] = key;

    /// <summary>Whether the value here is one of the facts.</summary>
    /// <param name="key">Its own key.</param>
    public bool IsFact(out AnswerKey key)
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

    private bool IsObject(int level) => (_objects & (1UL << (level - 1))) != 0;
}
