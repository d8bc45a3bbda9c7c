namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>The rows of a long list that are really made.</summary>
/// <param name="First">The first of them.</param>
/// <param name="End">The one after the last of them.</param>
internal readonly record struct RowWindow(int First, int End)
{
    private const int MostInView = 400;

    /// <summary>The rows in view and some around them.</summary>
    /// <param name="first">The first in view, as a browser says it.</param>
    /// <param name="count">How many are in view.</param>
    /// <param name="spare">How many more on each side.</param>
    /// <param name="total">How many there are.</param>
    public static RowWindow Of(int first, int count, int spare, int total)
    {
        // A browser may say anything, also of a list that has become shorter since.
        var shown = Math.Clamp(count, 1, MostInView);
        var from = Math.Clamp(first, 0, Math.Max(0, total - shown));
        return new(Math.Max(0, from - spare), Math.Min(total, from + shown + spare));
    }

    /// <summary>Where a key takes the mark.</summary>
    /// <param name="marked">The marked row; -1 when none is.</param>
    /// <param name="key">Name of the key.</param>
    /// <param name="page">How many rows a page is.</param>
    /// <param name="total">How many rows there are; at least one.</param>
    public static int Move(int marked, string key, int page, int total) => Math.Clamp(
        key switch
        {
            "ArrowUp" => marked - 1,
            "ArrowDown" => marked + 1,
            "PageUp" => marked - Math.Clamp(page, 1, MostInView),
            "PageDown" => marked + Math.Clamp(page, 1, MostInView),
            "Home" => 0,
            "End" => total - 1,
            _ => marked,
        },
        0,
        total - 1);
}
