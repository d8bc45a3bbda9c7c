using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Api;

/// <summary>What a metric series did between two of its points, as the API shows it.</summary>
internal sealed record ApiMetricSample(
    DateTimeOffset Since,
    DateTimeOffset Time,
    double Value,
    ulong? Count,
    IReadOnlyList<ulong> BucketCounts,
    IReadOnlyList<double> ExplicitBounds)
{
    /// <summary>From the store.</summary>
    /// <param name="sample">The sample.</param>
    public static ApiMetricSample Of(MetricSample sample) =>
        new(sample.Since, sample.Time, sample.Value, sample.Count > 0 ? sample.Count : null, sample.Buckets, sample.Bounds);
}
