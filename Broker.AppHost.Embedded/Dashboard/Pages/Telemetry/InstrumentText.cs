using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>What an instrument is called on a page.</summary>
internal static class InstrumentText
{
    /// <summary>What its lines tell.</summary>
    /// <param name="instrument">The instrument.</param>
    public static string OfLines(MetricInstrument instrument) => instrument switch
    {
        { IsDistribution: true } => "Values per second",
        { IsCounter: true } when MetricText.UnitOf(instrument.Unit) is { Length: > 0 } unit => $"Per second ({unit})",
        { IsCounter: true } => "Per second",
        _ when MetricText.UnitOf(instrument.Unit) is { Length: > 0 } unit => $"Level ({unit})",
        _ => "Level",
    };

    /// <summary>What sort it is.</summary>
    /// <param name="instrument">The instrument.</param>
    public static string OfKind(MetricInstrument instrument) => instrument.Kind switch
    {
        MetricKind.Gauge => "a gauge",
        MetricKind.Sum when instrument.IsCounter => "a counter",
        MetricKind.Sum => "a count that goes up and down",
        MetricKind.Histogram => "a histogram",
        MetricKind.ExponentialHistogram => "an exponential histogram",
        MetricKind.Summary => "a summary",
        _ => "of an unknown sort",
    };
}
