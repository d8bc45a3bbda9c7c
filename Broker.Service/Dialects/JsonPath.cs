using System.Runtime.CompilerServices;

namespace Broker.Service.Dialects;

/// <summary>The open arrays and objects at a position in JSON, with the places of a table that they are. Mutable, for one reader.</summary>
internal struct JsonPath(AnswerTable table)
{
    private const int MaxDepth = 64;

    // The outermost level is 1 (the lowest bit).
    private ulong _objects;

    // For each level, the position of its current value in the table; for level 0, that of the outermost value, which stays the root.
    private Positions _positions;
    private int _depth;

    /// <summary>True if the innermost level is an object.</summary>
    public readonly bool IsInObject => _depth > 0 && (_objects & (1UL << (_depth - 1))) != 0;

    /// <summary>True if no value at this level can be a fact, whatever its name.</summary>
    public readonly bool IsOffPath => _depth == 0 || _positions[_depth - 1] == AnswerTable.Nowhere;

    /// <summary>The key of the value at this position.</summary>
    public readonly AnswerKey Key => table.Key(_positions[_depth]);

    /// <summary>Closes all levels.</summary>
    public void Clear() => _depth = 0;

    /// <summary>Opens a level.</summary>
    /// <returns>False if the nesting is too deep.</returns>
    public bool TryOpen(bool isObject)
    {
        if (_depth == MaxDepth)
        {
            return false;
        }

        var level = 1UL << _depth;
        _objects = isObject ? _objects | level : _objects & ~level;
        var outer = _positions[_depth++];
        _positions[_depth] = isObject ? AnswerTable.Nowhere : table.Elements(outer);
        return true;
    }

    /// <summary>Closes the innermost level.</summary>
    public void Close() => _depth = Math.Max(0, _depth - 1);

    /// <summary>Sets the name of the current member of the innermost object.</summary>
    /// <param name="name">The unescaped name; empty for one that leads to no fact.</param>
    public void Name(ReadOnlySpan<byte> name)
    {
        if (IsInObject)
        {
            _positions[_depth] = table.Member(_positions[_depth - 1], name);
        }
    }

    [InlineArray(MaxDepth + 1)]
    private struct Positions
    {
        private byte _first;
    }
}
