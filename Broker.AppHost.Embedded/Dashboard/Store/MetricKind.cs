namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>What sort of number a metric is.</summary>
internal enum MetricKind
{
    /// <summary>A value as it is now.</summary>
    Gauge,

    /// <summary>Something added up.</summary>
    Sum,

    /// <summary>A distribution in buckets.</summary>
    Histogram,

    /// <summary>A distribution in buckets that grow exponentially; kept with the bounds that come of it.</summary>
    ExponentialHistogram,

    /// <summary>A count and a sum.</summary>
    Summary,
}
