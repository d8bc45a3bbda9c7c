using Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.Tests.Dashboard;

public class TraceRowsTests
{
    private readonly IReadOnlyList<TraceRow> _rows = Rows([Span("a", null, 0), Span("b", "a", 1), Span("c", "b", 2), Span("d", "a", 3), Span("e", null, 4)]);

    [Fact]
    public void Rows_KnowHowManyAreBelow() => Assert.Equal([3, 1, 0, 0, 0], _rows.Select(row => row.Below));

    [Fact]
    public void Seen_LeavesOutWhatIsBelowFoldedSpans()
    {
        Assert.Equal("abcde", Names());
        Assert.Equal("abde", Names("b"));
        Assert.Equal("ae", Names("a", "b"));

        string Names(params string[] folded) =>
            string.Concat(TraceRows.Seen(_rows, _rows.Select(row => row.Span).Where(span => folded.Contains(span.SpanId)).ToHashSet()).Select(row => row.Span.SpanId));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "a")]
    [InlineData(2, "b")]
    [InlineData(3, "a")]
    [InlineData(4, null)]
    public void Parent_IsTheRowDirectlyAbove(int row, string? parent) => Assert.Equal(parent, TraceRows.ParentOf(_rows, _rows[row])?.Span.SpanId);

    [Theory]
    [InlineData(0, 10, 100, 0, 26)]
    [InlineData(50, 10, 100, 34, 76)]
    [InlineData(95, 10, 100, 74, 100)]
    [InlineData(500, 10, 100, 74, 100)]
    [InlineData(-5, -5, 100, 0, 17)]
    [InlineData(0, 10, 0, 0, 0)]
    [InlineData(int.MaxValue, int.MaxValue, 1000, 584, 1000)]
    public void Window_StaysWithinTheList(int first, int count, int total, int from, int end) =>
        Assert.Equal(new RowWindow(from, end), RowWindow.Of(first, count, 16, total));

    [Fact]
    public void Mark_OfARowThatMovesGoesAndComesBack_StaysWithIt()
    {
        var mark = new RowMark();
        mark.Put(1, new Listed("a", "b", "c"));
        var seen = new List<int>();
        foreach (var rows in (Listed[])[new("new", "a", "b", "c"), new("a"), new(), new("x", "y", "b")])
        {
            mark.Follow(rows);
            seen.Add(mark.Index);
        }

        Assert.Equal([2, -1, -1, 2], seen);
    }

    [Theory]
    [InlineData(-1, "ArrowDown", 0)]
    [InlineData(-1, "ArrowUp", 0)]
    [InlineData(9, "ArrowDown", 9)]
    [InlineData(4, "PageDown", 7)]
    [InlineData(4, "PageUp", 1)]
    [InlineData(4, "Home", 0)]
    [InlineData(4, "End", 9)]
    [InlineData(4, "whatever", 4)]
    public void Keys_MoveTheMarkWithinTheList(int marked, string key, int expected) => Assert.Equal(expected, RowWindow.Move(marked, key, 3, 10));

    private static IReadOnlyList<TraceRow> Rows(SpanRecord[] spans)
    {
        var nodes = TraceTree.Of(spans);
        return TraceRows.Of(nodes, new(nodes), Array.Empty<LogRecord>().ToLookup(log => log.SpanId));
    }

    private static SpanRecord Span(string id, string? parent, double start) => new()
    {
        TraceId = "trace",
        SpanId = id,
        ParentId = parent,
        Name = id,
        Sender = new("broker", null, AttributeSet.Empty),
        Scope = "source",
        Start = DateTimeOffset.UnixEpoch.AddSeconds(start),
        End = DateTimeOffset.UnixEpoch.AddSeconds(start + 1),
    };

    private sealed class Listed(params string[] keys) : IKeyedRows
    {
        public int Count => keys.Length;

        public object? KeyAt(int index) => index >= 0 && index < keys.Length ? keys[index] : null;
    }
}
