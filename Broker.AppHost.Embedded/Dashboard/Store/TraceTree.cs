namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>
/// Puts spans under their parents, whatever came: unordered, without parents, twice, or in a circle. Every span appears once.
/// It does not recurse: a chain of spans may be as deep as it likes.
/// </summary>
internal static class TraceTree
{
    /// <summary>Where each span stands, parents before children, sisters by start.</summary>
    /// <param name="spans">The spans of one trace.</param>
    public static IReadOnlyList<TraceNode> Of(IReadOnlyList<SpanRecord> spans)
    {
        var sorted = spans.OrderBy(span => span.Start).ToArray();
        var ids = sorted.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        var children = sorted.Where(HasParent).ToLookup(span => span.ParentId!, StringComparer.Ordinal);
        var nodes = new List<TraceNode>(sorted.Length);
        var placed = new HashSet<SpanRecord>(ReferenceEqualityComparer.Instance);

        foreach (var root in sorted.Where(span => !HasParent(span)))
        {
            Place(root);
        }

        // Only circles are left: each is cut at its earliest span.
        foreach (var span in sorted)
        {
            Place(span);
        }

        return nodes;

        bool HasParent(SpanRecord span) => span.ParentId is { } parent && parent != span.SpanId && ids.Contains(parent);

        void Place(SpanRecord root)
        {
            var waiting = new Stack<(SpanRecord Span, TraceNode? Parent)>([(root, null)]);
            while (waiting.TryPop(out var next))
            {
                if (!placed.Add(next.Span))
                {
                    continue;
                }

                var node = next.Parent is { } parent
                    ? new TraceNode(next.Span, parent.Depth + 1, false, ClockSkew.Between(parent, next.Span))
                    : new TraceNode(next.Span, 0, next.Span.ParentId is not null, TimeSpan.Zero);
                nodes.Add(node);
                foreach (var child in children[next.Span.SpanId].Reverse())
                {
                    waiting.Push((child, node));
                }
            }
        }
    }
}
