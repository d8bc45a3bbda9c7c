using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>Which spans of a waterfall are folded, and so which rows are seen.</summary>
internal sealed class Folding
{
    private readonly HashSet<SpanRecord> _folded = new(ReferenceEqualityComparer.Instance);

    /// <summary>All rows.</summary>
    public IReadOnlyList<TraceRow> All { get; private set; } = [];

    /// <summary>The rows that are seen.</summary>
    public IReadOnlyList<TraceRow> Seen { get; private set; } = [];

    /// <summary>Goes on with other rows; what is folded stays so.</summary>
    /// <param name="rows">All rows.</param>
    public void Follow(IReadOnlyList<TraceRow> rows) => (All, Seen) = (rows, TraceRows.Seen(rows, _folded));

    /// <summary>Whether a row shows nothing of what is below it.</summary>
    /// <param name="row">The row.</param>
    public bool IsFolded(TraceRow row) => _folded.Contains(row.Span);

    /// <summary>Folds or unfolds a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="fold">Whether to fold it.</param>
    public void Turn(TraceRow row, bool fold)
    {
        if (fold)
        {
            _folded.Add(row.Span);
        }
        else
        {
            _folded.Remove(row.Span);
        }

        Follow(All);
    }

    /// <summary>Folds all that has something below it.</summary>
    public void FoldAll()
    {
        _folded.UnionWith(All.Where(row => row.Below > 0).Select(row => row.Span));
        Follow(All);
    }

    /// <summary>Unfolds all.</summary>
    public void UnfoldAll()
    {
        _folded.Clear();
        Follow(All);
    }
}
