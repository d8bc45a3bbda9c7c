using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>The latest point of a metric series, as the API shows it.</summary>
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
    IReadOnlyList<double> ExplicitBounds)
{
    /// <summary>From the store.</summary>
    /// <param name="point">The point.</param>
    public static ApiMetric Of(MetricPoint point) => new(
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
        point.Bounds);
}
