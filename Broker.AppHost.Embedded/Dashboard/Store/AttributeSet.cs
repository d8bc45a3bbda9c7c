namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>Attributes as they came, cut to what is kept.</summary>
/// <param name="Items">Names and values: string, bool, long, double, <c>object?[]</c>, <c>Dictionary&lt;string, object?&gt;</c> or null.</param>
/// <param name="Dropped">How many more there were, at the sender or here.</param>
/// <param name="Weight">About how many bytes they hold.</param>
internal sealed record AttributeSet(IReadOnlyList<KeyValuePair<string, object?>> Items, long Dropped, long Weight)
{
    /// <summary>No attributes.</summary>
    public static AttributeSet Empty { get; } = new([], 0, 0);

    /// <summary>The value of the first attribute of that name if it is text; else null.</summary>
    /// <param name="name">The attribute's name.</param>
    public string? Text(string name)
    {
        foreach (var (key, value) in Items)
        {
            if (key == name)
            {
                return value as string;
            }
        }

        return null;
    }
}
