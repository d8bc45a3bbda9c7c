namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>Which traces to show.</summary>
internal sealed record TraceQuery
{
    /// <summary>Only those that this resource took part in; null for all.</summary>
    public string? Resource { get; init; }

    /// <summary>Only those with this text in their id, or in a name or an attribute of one of their spans; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>Only those in which something failed.</summary>
    public bool ErrorsOnly { get; init; }

    /// <summary>Only those that took as long at least.</summary>
    public TimeSpan MinDuration { get; init; }

    /// <summary>How many of the newest to leave out.</summary>
    public int Offset { get; init; }

    /// <summary>How many to show at most.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>Whether a trace is one of them.</summary>
    /// <param name="trace">The trace.</param>
    public bool Accepts(TraceSnapshot trace)
    {
        var summary = trace.Summary;
        return (!ErrorsOnly || summary.Errors > 0)
            && summary.Duration >= MinDuration
            && (string.IsNullOrEmpty(Resource) || summary.Resources.Contains(Resource))
            && (string.IsNullOrEmpty(Text) || TextSearch.Has(summary.TraceId, Text) || trace.Spans.Any(Mentions));
    }

    private bool Mentions(SpanRecord span) =>
        TextSearch.Has(span.Name, Text!) || TextSearch.Has(span.StatusMessage, Text!) || TextSearch.Has(span.Attributes, Text!);
}
