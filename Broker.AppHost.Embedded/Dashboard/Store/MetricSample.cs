namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>What a metric series did in the time between two of its points.</summary>
/// <param name="Since">When the point before was taken.</param>
/// <param name="Time">When this point was taken.</param>
/// <param name="Value">Of a sum that only grows: by how much it grew. Of any other sum or a gauge: its level. Of a distribution: what its new values add up to.</param>
/// <param name="Count">Of a distribution: how many new values.</param>
/// <param name="Buckets">Of a distribution: new values per bucket, one more than there are bounds; else empty.</param>
/// <param name="Bounds">Upper bounds of the buckets but the last.</param>
internal sealed record MetricSample(DateTimeOffset Since, DateTimeOffset Time, double Value, ulong Count, IReadOnlyList<ulong> Buckets, IReadOnlyList<double> Bounds)
{
    private const int BaseWeight = 112;

    /// <summary>About how many bytes it holds.</summary>
    public long Weight => BaseWeight + (sizeof(ulong) * (Buckets.Count + Bounds.Count));
}
