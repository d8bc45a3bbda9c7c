namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>The row of a list that keys were moved to. It stays on its item when the list becomes another one.</summary>
internal sealed class RowMark
{
    private object? _key;

    /// <summary>Where it is; -1 when nowhere.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>Puts it on a row.</summary>
    /// <param name="index">Where the row stands.</param>
    /// <param name="rows">The list.</param>
    public void Put(int index, IKeyedRows rows) => (Index, _key) = (index, rows.KeyAt(index));

    /// <summary>The list became another one: what came or went above the row moved it, or the row itself went.</summary>
    /// <param name="rows">The list.</param>
    public void Follow(IKeyedRows rows)
    {
        if (_key is not null && !_key.Equals(rows.KeyAt(Index)))
        {
            Index = rows.IndexOf(_key);
        }
    }
}
