namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>The spans of one trace, each once. Not thread-safe: its owner locks.</summary>
internal sealed class HeldTrace
{
    private readonly Queue<SpanRecord> _spans = new();
    private readonly HashSet<(string SpanId, SpanKind Kind, string Sender, string? Instance)> _known = [];
    private TraceSnapshot? _snapshot;

    /// <summary>Whether nothing is left of it.</summary>
    public bool IsEmpty => _spans.Count == 0;

    /// <summary>The trace as it is now.</summary>
    public TraceSnapshot Snapshot => _snapshot ??= new([.. _spans]);

    /// <summary>Keeps a span, unless it is here already: an exporter that got no answer sends its batch again.</summary>
    /// <param name="span">What came.</param>
    /// <returns>Whether it was new.</returns>
    public bool Add(SpanRecord span)
    {
        // Some tracers give the two sides of a call one id, so the id alone does not tell.
        if (!_known.Add(KeyOf(span)))
        {
            return false;
        }

        _spans.Enqueue(span);
        _snapshot = null;
        return true;
    }

    /// <summary>Lets go of the span that came first.</summary>
    public void DropOldest()
    {
        _known.Remove(KeyOf(_spans.Dequeue()));
        _snapshot = null;
    }

    private static (string SpanId, SpanKind Kind, string Sender, string? Instance) KeyOf(SpanRecord span) =>
        (span.SpanId, span.Kind, span.Sender.Name, span.Sender.Instance);
}
