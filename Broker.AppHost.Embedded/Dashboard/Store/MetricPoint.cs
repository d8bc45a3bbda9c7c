namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>The latest point of one metric series.</summary>
internal sealed class MetricPoint
{
    /// <summary>The process that sent it.</summary>
    public required Sender Sender { get; init; }

    /// <summary>The meter.</summary>
    public required string Scope { get; init; }

    /// <summary>The instrument.</summary>
    public required string Name { get; init; }

    /// <summary>What it counts, in a sentence; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>In which unit; may be empty.</summary>
    public string Unit { get; init; } = "";

    /// <summary>What sort of number it is.</summary>
    public required MetricKind Kind { get; init; }

    /// <summary>Whether values count since the start; false when since the point before, null when that makes no sense.</summary>
    public bool? IsCumulative { get; init; }

    /// <summary>Whether a sum can only grow.</summary>
    public bool IsMonotonic { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Since when a cumulative one counts; null when not said.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>The tags that tell this series from its sisters.</summary>
    public AttributeSet Attributes { get; init; } = AttributeSet.Empty;

    /// <summary>The value of a gauge or sum: long or double.</summary>
    public object? Value { get; init; }

    /// <summary>The value of a gauge or sum; 0 when it is not a number.</summary>
    public double Number => Value switch
    {
        long whole => whole,
        double number when double.IsFinite(number) => number,
        _ => 0,
    };

    /// <summary>How many values a distribution has.</summary>
    public ulong? Count { get; init; }

    /// <summary>What the values of a distribution add up to.</summary>
    public double? Sum { get; init; }

    /// <summary>The least value of a distribution.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest value of a distribution.</summary>
    public double? Max { get; init; }

    /// <summary>Values per bucket: one more than there are bounds.</summary>
    public IReadOnlyList<ulong> BucketCounts { get; init; } = [];

    /// <summary>Upper bounds of the buckets but the last.</summary>
    public IReadOnlyList<double> Bounds { get; init; } = [];
}
