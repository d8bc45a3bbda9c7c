using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>The latest point of a metric series, and if asked for what it did before, as the API shows it.</summary>
internal sealed record ApiMetric(
    string Resource,
    string Meter,
    string Name,
    string Description,
    string Unit,
    MetricKind Kind,
    bool? Cumulative,
    bool Monotonic,
    DateTimeOffset Time,
    IReadOnlyDictionary<string, object?> Attributes,
    object? Value,
    ulong? Count,
    double? Sum,
    double? Min,
    double? Max,
    IReadOnlyList<ulong> BucketCounts,
    IReadOnlyList<double> ExplicitBounds,
    IReadOnlyList<ApiMetricSample>? Samples)
{
    /// <summary>From the store.</summary>
    /// <param name="history">The series.</param>
    /// <param name="withSamples">Whether to show what it did before.</param>
    public static ApiMetric Of(MetricHistory history, bool withSamples)
    {
        var point = history.Latest;
        return new(
            point.Sender.Name,
            point.Scope,
            point.Name,
            point.Description,
            point.Unit,
            point.Kind,
            point.IsCumulative,
            point.IsMonotonic,
            point.Time,
            ApiAttributes.Of(point.Attributes),
            point.Value,
            point.Count,
            point.Sum,
            point.Min,
            point.Max,
            point.BucketCounts,
            point.Bounds,
            withSamples ? [.. history.Samples.Select(ApiMetricSample.Of)] : null);
    }
}
