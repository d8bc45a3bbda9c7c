namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>A page of what a query found.</summary>
/// <param name="Total">How many it found in all.</param>
/// <param name="Items">Those of the page.</param>
internal sealed record Matches<T>(int Total, IReadOnlyList<T> Items)
{
    /// <summary>Cuts a page out of everything found.</summary>
    /// <param name="found">Everything, in order.</param>
    /// <param name="offset">How many to leave out first.</param>
    /// <param name="limit">How many to show at most.</param>
    public static Matches<T> Of(IReadOnlyList<T> found, int offset, int limit) =>
        new(found.Count, offset == 0 && limit >= found.Count ? found : [.. found.Skip(offset).Take(limit)]);
}
