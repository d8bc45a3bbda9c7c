using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>What a page draws of an instrument: lines over time, and of a distribution how its values are spread.</summary>
internal sealed class MetricChart
{
    private static readonly double[] Shares = [0.5, 0.9, 0.99];

    /// <summary>Works it out.</summary>
    /// <param name="shown">The instrument and those of its series that are shown.</param>
    /// <param name="by">The tag to draw lines by; null for one line.</param>
    /// <param name="timeline">The times.</param>
    public MetricChart(MetricSelection shown, string? by, MetricTimeline timeline)
    {
        var (instrument, series) = (shown.Instrument!, shown.Series);
        Times = [.. Enumerable.Range(0, MetricTimeline.Slots).Select(timeline.At)];
        Lines = [.. MetricGroup.Of(series, by).Select(group => new ChartLine(group.Name, group.Tone, ValuesOf(timeline, instrument, group.Series)))];
        if (!instrument.IsDistribution || series.Count == 0)
        {
            return;
        }

        var (spread, most) = (timeline.Distribution(series), MostOf(series));
        var (count, sum) = timeline.Total(series);
        Spread = spread;
        Quantiles = spread.Bounds.Count == 0 ? [] : [.. timeline.Quantiles(series, Shares).Select((values, i) => new ChartLine(Title(Shares[i]), i, [.. values.Select(value => value is { } known ? Math.Min(known, most) : value)]))];
        Tiles =
        [
            ("values", MetricText.Number(count)),
            ("mean", MetricText.Of(count > 0 ? sum / count : null, instrument.Unit)),
            .. Shares.Select(share => (Title(share), MetricText.Of(spread.Quantile(share) is { } value ? Math.Min(value, most) : null, instrument.Unit))),
        ];
    }

    /// <summary>The times from left to right.</summary>
    public IReadOnlyList<DateTimeOffset> Times { get; }

    /// <summary>A line for each group of series: a level, or a rate of what only grows.</summary>
    public IReadOnlyList<ChartLine> Lines { get; }

    /// <summary>How the values of a distribution are spread; null for other instruments.</summary>
    public Buckets? Spread { get; }

    /// <summary>A line for each percentile of a distribution that has buckets.</summary>
    public IReadOnlyList<ChartLine> Quantiles { get; } = [];

    /// <summary>A distribution in a few numbers.</summary>
    public IReadOnlyList<(string Name, string Value)> Tiles { get; } = [];

    private static IReadOnlyList<double?> ValuesOf(MetricTimeline timeline, MetricInstrument instrument, IReadOnlyList<MetricHistory> series) => instrument switch
    {
        { IsDistribution: true } => timeline.Rate(series, sample => sample.Count),
        { IsCounter: true } => timeline.Rate(series, sample => sample.Value),
        _ => timeline.Level(series, average: instrument.Kind is MetricKind.Gauge),
    };

    // Buckets are wide: no value of cumulative series was above the greatest that they know.
    private static double MostOf(IReadOnlyList<MetricHistory> series) => series.Max(one =>
        one.Latest is { IsCumulative: true, Max: { } most } && double.IsFinite(most) ? most : double.PositiveInfinity);

    private static string Title(double share) => FormattableString.Invariant($"p{share * 100:0}");
}
