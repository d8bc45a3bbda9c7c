using Broker.AppHost.Embedded.Dashboard.Pages;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Output;

/// <summary>The lines of a resource that a page shows.</summary>
/// <param name="Lines">The last ones that were found, oldest first.</param>
/// <param name="Found">How many there are with those that are not shown.</param>
/// <param name="Usage">How full the memory of the resource is.</param>
/// <param name="IsSearch">Whether they were searched for.</param>
internal sealed record ConsoleSelection(IReadOnlyList<ConsoleLine> Lines, int Found, SignalUsage Usage, bool IsSearch)
{
    /// <summary>As many lines as a browser lays out in a moment; the API has all that are kept.</summary>
    public const int Most = 1_000;

    /// <summary>As many lines as fill a screen.</summary>
    public const int Screenful = 120;

    /// <summary>No lines of nobody.</summary>
    public static ConsoleSelection None { get; } = new([], 0, new(0, 0, 0), false);

    /// <summary>The number of the newest line that was kept.</summary>
    public long Newest => Usage.Evicted + Usage.Held;

    /// <summary>How many there are, and how many are kept at most.</summary>
    public string Summary
    {
        get
        {
            var part = Found > Lines.Count ? FormattableString.Invariant($"The last {Lines.Count:#,0} of {Found:#,0} lines") : Words.Count(Found, "line", "lines");
            var gone = Usage.Evicted > 0 ? FormattableString.Invariant($", {Usage.Evicted:#,0} older ones gone") : "";
            return FormattableString.Invariant($"{part}{(IsSearch ? " found" : "")}; {Usage.Held:#,0} of at most {Usage.Capacity:#,0} kept{gone}.");
        }
    }

    /// <summary>Selects.</summary>
    /// <param name="store">What was written.</param>
    /// <param name="resource">By whom.</param>
    /// <param name="search">What a line must have in it, whatever its colours and case; empty for every line.</param>
    /// <param name="after">The number of the line after which to begin.</param>
    /// <param name="upTo">The number of the last line to look at.</param>
    /// <param name="most">How many lines to show.</param>
    public static ConsoleSelection Of(ConsoleStore store, string resource, string search, long after, long upTo = long.MaxValue, int most = Most)
    {
        var kept = store.LinesOf(resource);
        var found = kept.Where(line => line.Number > after && line.Number <= upTo && (search.Length == 0 || AnsiText.Plain(line.Text).Contains(search, StringComparison.OrdinalIgnoreCase))).ToList();
        return new([.. found.TakeLast(most)], found.Count, store.UsageOf(kept), search.Length > 0);
    }
}
