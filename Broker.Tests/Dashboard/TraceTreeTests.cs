using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.Tests.Dashboard;

public class TraceTreeTests
{
    private static readonly Sender Broker = new("broker", "1", AttributeSet.Empty);
    private static readonly Sender Mock = new("mock", "1", AttributeSet.Empty);

    [Fact]
    public void Tree_OfUnorderedSpans_PutsParentsFirst()
    {
        var nodes = TraceTree.Of([Span("c", "b", 2), Span("a", null, 0), Span("b", "a", 1), Span("d", "a", 0.5)]);

        Assert.Equal([("a", 0), ("d", 1), ("b", 1), ("c", 2)], nodes.Select(node => (node.Span.SpanId, node.Depth)));
        Assert.DoesNotContain(nodes, node => node.IsOrphan);
    }

    [Fact]
    public void Tree_WithMissingParent_MarksOrphan()
    {
        var nodes = TraceTree.Of([Span("b", "gone", 1), Span("c", "b", 2)]);

        Assert.Equal([("b", 0, true), ("c", 1, false)], nodes.Select(node => (node.Span.SpanId, node.Depth, node.IsOrphan)));
    }

    [Fact]
    public void Tree_OfCircle_ShowsEachSpanOnce()
    {
        var nodes = TraceTree.Of([Span("a", "b", 0), Span("b", "a", 1), Span("self", "self", 2)]);

        Assert.Equal([("self", 0), ("a", 0), ("b", 1)], nodes.Select(node => (node.Span.SpanId, node.Depth)));
    }

    [Fact]
    public void Tree_OfSpanSentTwice_ShowsBoth()
    {
        var nodes = TraceTree.Of([Span("a", null, 0), Span("a", null, 0), Span("b", "a", 1)]);

        Assert.Equal(3, nodes.Count);
        Assert.Single(nodes, node => node.Span.SpanId == "b");
    }

    [Fact]
    public void Tree_OfDeepChain_DoesNotRecurse()
    {
        var nodes = TraceTree.Of([.. Enumerable.Range(0, 50_000).Select(i => Span($"{i}", i == 0 ? null : $"{i - 1}", i))]);

        Assert.Equal(49_999, nodes[^1].Depth);
    }

    [Fact]
    public void Tree_WithOtherClock_MovesChildIntoParent()
    {
        var nodes = TraceTree.Of([Span("a", null, 0, 100), Span("b", "a", -5000, 50, Mock), Span("c", "b", -4990, 10, Mock)]);

        Assert.Equal(TimeSpan.FromMilliseconds(5025), nodes[1].ClockShift);
        Assert.Equal(nodes[0].Start + TimeSpan.FromMilliseconds(25), nodes[1].Start);
        Assert.Equal(nodes[1].ClockShift, nodes[2].ClockShift);
    }

    [Fact]
    public void Summary_WithOtherClock_NamesTheRootAndItsTimes()
    {
        var summary = TraceSummary.Of(TraceTree.Of([Span("early", "gone", -7000, 1, Mock), Span("b", "a", -5000, 50, Mock), Span("a", null, 0, 100)]));
        var calm = TraceSummary.Of(TraceTree.Of([Span("b", "a", -5000, 50, Mock), Span("a", null, 0, 100)]));

        Assert.Equal("a", summary.Name);
        Assert.Equal(TimeSpan.FromMilliseconds(100), calm.Duration);
        Assert.Equal(["broker", "mock"], calm.Resources);
    }

    [Fact]
    public void Tree_WithChildThatOutlivesItsParent_LeavesItsTimes()
    {
        var nodes = TraceTree.Of([Span("a", null, 0, 10), Span("b", "a", 5, 500, Mock), Span("c", "a", 400, 10)]);

        Assert.All(nodes, node => Assert.Equal(TimeSpan.Zero, node.ClockShift));
    }

    private static SpanRecord Span(string id, string? parent, double start, double length = 10, Sender? sender = null) => new()
    {
        TraceId = "trace",
        SpanId = id,
        ParentId = parent,
        Name = id,
        Sender = sender ?? Broker,
        Scope = "source",
        Start = DateTimeOffset.UnixEpoch.AddMilliseconds(10_000 + start),
        End = DateTimeOffset.UnixEpoch.AddMilliseconds(10_000 + start + length),
    };
}
