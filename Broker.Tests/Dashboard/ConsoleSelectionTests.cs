using Broker.AppHost.Embedded.Dashboard.Output;

namespace Broker.Tests.Dashboard;

public class ConsoleSelectionTests
{
    private readonly ConsoleStore _store = new(TimeProvider.System, capacity: 2_000);

    [Fact]
    public void FewLines_OfMany_AreTheLastOnes()
    {
        var store = new ConsoleStore(TimeProvider.System);
        for (var number = 1; number <= 500; number++)
        {
            store.Add("a", ConsoleStream.Output, $"line {number}");
        }

        var selection = ConsoleSelection.Of(store, "a", "", after: 0, most: 2);

        Assert.Equal(["line 499", "line 500"], selection.Lines.Select(line => line.Text));
        Assert.StartsWith("The last 2 of 500 lines", selection.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_MoreThanAPageShows_AreTheLast()
    {
        Write(2_500);

        var selection = ConsoleSelection.Of(_store, "a", "", after: 0);

        Assert.Equal((1_000, "line 2500"), (selection.Lines.Count, selection.Lines[^1].Text));
        Assert.Equal("The last 1,000 of 2,000 lines; 2,000 of at most 2,000 kept, 500 older ones gone.", selection.Summary);
    }

    [Fact]
    public void Search_LooksBehindColours()
    {
        _store.Add("a", ConsoleStream.Output, "one \u001b[31mTw\u001b[32mo");
        _store.Add("a", ConsoleStream.Output, "three");

        var selection = ConsoleSelection.Of(_store, "a", "two", after: 0);

        Assert.Equal([1L], selection.Lines.Select(line => line.Number));
        Assert.Equal("1 line found; 2 of at most 2,000 kept.", selection.Summary);
    }

    [Fact]
    public void Cleared_OnlyNewLinesAreShown()
    {
        Write(3);
        var newest = ConsoleSelection.Of(_store, "a", "", after: 0).Newest;
        Write(1);

        Assert.Equal([4L], ConsoleSelection.Of(_store, "a", "", newest).Lines.Select(line => line.Number));
    }

    private void Write(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            _store.Add("a", ConsoleStream.Output, $"line {i}");
        }
    }
}
