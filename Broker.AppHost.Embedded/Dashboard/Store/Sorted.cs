namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>Puts everything of a signal in order once, however many pages ask, until something new comes.</summary>
/// <param name="sort">Reads and sorts everything.</param>
internal sealed class Sorted<T>(Func<IReadOnlyList<T>> sort)
{
    private readonly Lock _lock = new();
    private IReadOnlyList<T> _items = [];
    private long _version = -1;

    /// <summary>Everything, in order.</summary>
    /// <param name="version">The signal's version, read before.</param>
    public IReadOnlyList<T> At(long version)
    {
        // Pages wait here for each other, senders do not: they hold another lock.
        lock (_lock)
        {
            if (_version < version)
            {
                _items = sort();
                _version = version;
            }

            return _items;
        }
    }
}
