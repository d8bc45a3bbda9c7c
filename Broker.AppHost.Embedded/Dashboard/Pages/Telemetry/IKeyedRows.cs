namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>A list whose rows are known by a key, wherever they stand.</summary>
internal interface IKeyedRows
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>The key of a row; null where there is none.</summary>
    /// <param name="index">Where it stands.</param>
    object? KeyAt(int index);

    /// <summary>Where a row stands; -1 when it is not there.</summary>
    /// <param name="key">Its key.</param>
    int IndexOf(object key)
    {
        for (var i = 0; i < Count; i++)
        {
            if (key.Equals(KeyAt(i)))
            {
                return i;
            }
        }

        return -1;
    }
}
