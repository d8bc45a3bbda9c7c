namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>An instrument of a resource with all its series: those of its processes and of its tags.</summary>
/// <param name="Series">The series as they were at one moment; at least one.</param>
internal sealed record MetricInstrument(IReadOnlyList<MetricHistory> Series)
{
    /// <summary>The resource that has it.</summary>
    public string Resource => Point.Sender.Name;

    /// <summary>The meter.</summary>
    public string Meter => Point.Scope;

    /// <summary>Its name.</summary>
    public string Name => Point.Name;

    /// <summary>What it measures, in a sentence; may be empty.</summary>
    public string Description => Point.Description;

    /// <summary>In which unit; may be empty.</summary>
    public string Unit => Point.Unit;

    /// <summary>What sort of number it is.</summary>
    public MetricKind Kind => Point.Kind;

    /// <summary>Whether it is a sum that can only grow, best shown as a rate.</summary>
    public bool IsCounter => Kind is MetricKind.Sum && Point.IsMonotonic;

    /// <summary>Whether it has buckets, best shown as percentiles.</summary>
    public bool IsDistribution => Kind is MetricKind.Histogram or MetricKind.ExponentialHistogram or MetricKind.Summary;

    /// <summary>Puts series of one instrument together: by resource and name.</summary>
    /// <param name="series">Series of any instruments.</param>
    public static IReadOnlyList<MetricInstrument> Group(IEnumerable<MetricHistory> series) =>
    [
        .. series
            .GroupBy(one => (Resource: one.Latest.Sender.Name, one.Latest.Name, Meter: one.Latest.Scope, one.Latest.Kind))
            .OrderBy(group => group.Key.Resource, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Name, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Meter, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Kind)
            .Select(group => new MetricInstrument([.. group])),
    ];

    private MetricPoint Point => Series[0].Latest;

    /// <summary>The tags that occur, with their values.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Tags() =>
    [
        .. from series in Series
           from tag in series.Latest.Attributes.Items
           group AttributeText.Of(tag.Value) by tag.Key into values
           orderby values.Key
           select KeyValuePair.Create<string, IReadOnlyList<string>>(values.Key, [.. values.Distinct().Order(StringComparer.Ordinal)]),
    ];
}
