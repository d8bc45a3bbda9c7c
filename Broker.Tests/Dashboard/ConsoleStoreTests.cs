using Broker.AppHost.Embedded.Dashboard.Output;

namespace Broker.Tests.Dashboard;

public class ConsoleStoreTests
{
    [Fact]
    public void Lines_BeyondTheCap_PushTheOldestOut()
    {
        var store = new ConsoleStore(TimeProvider.System, capacity: 3);
        for (var i = 0; i < 10; i++)
        {
            store.Add("a", ConsoleStream.Output, $"{i}");
        }

        var lines = store.LinesOf("a");

        Assert.Equal(["7", "8", "9"], lines.Select(line => line.Text));
        Assert.Equal([8L, 9, 10], lines.Select(line => line.Number));
        Assert.Equal(new(3, 3, 7), store.UsageOf(lines));
    }

    [Fact]
    public void Line_ThatIsTooLong_IsCut()
    {
        var store = new ConsoleStore(TimeProvider.System);
        store.Add("a", ConsoleStream.Output, new string('x', 1_000_000));

        Assert.EndsWith("x… (cut)", Assert.Single(store.LinesOf("a")).Text, StringComparison.Ordinal);
        Assert.InRange(store.LinesOf("a")[0].Text.Length, 1, 10_000);
    }

    [Fact]
    public void Change_IsTold()
    {
        var store = new ConsoleStore(TimeProvider.System);
        var told = 0;
        store.Changed += () => told++;

        store.Add("a", ConsoleStream.Error, "line");

        Assert.Equal(1, told);
        Assert.Empty(store.LinesOf("b"));
    }
}
