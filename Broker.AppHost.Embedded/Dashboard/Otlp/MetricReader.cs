using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Broker.AppHost.Embedded.Dashboard.Store;
using Google.Protobuf.Collections;
using Data = Broker.AppHost.Embedded.Dashboard.Otlp.Wire.WireMetric.DataOneofCase;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>Reads metric points.</summary>
/// <param name="limits">How much is kept.</param>
/// <param name="time">Gives a time to points that have none.</param>
internal sealed class MetricReader(TelemetryLimits limits, TimeProvider time)
{
    private const int Cumulative = 2;
    private const int MaxBuckets = 512;
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    // A series stays until it falls silent, so its tags get less room than a span's attributes.
    private readonly WireAttributes _attributes = new(limits with { Attributes = Math.Min(limits.Attributes, 32), ValueLength = Math.Min(limits.ValueLength, 256) });

    /// <summary>The points as kept.</summary>
    /// <param name="metric">What came.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="scope">Which meter made it.</param>
    public IEnumerable<MetricPoint> Read(WireMetric metric, Sender sender, string scope)
    {
        var series = new Series(sender, scope, Name(metric.Name), Name(metric.Description), Name(metric.Unit));
        return metric.DataCase switch
        {
            Data.Gauge => metric.Gauge.DataPoints.Select(point => Number(series, MetricKind.Gauge, null, false, point)),
            Data.Sum => metric.Sum.DataPoints.Select(point => Number(series, MetricKind.Sum, metric.Sum.AggregationTemporality == Cumulative, metric.Sum.IsMonotonic, point)),
            Data.Histogram => metric.Histogram.DataPoints.Select(point => Histogram(series, metric.Histogram.AggregationTemporality == Cumulative, point)),
            Data.ExponentialHistogram => metric.ExponentialHistogram.DataPoints.Select(point => Exponential(series, metric.ExponentialHistogram.AggregationTemporality == Cumulative, point)),
            Data.Summary => metric.Summary.DataPoints.Select(point => Summary(series, point)),
            _ => [],
        };
    }

    private MetricPoint Number(Series series, MetricKind kind, bool? cumulative, bool monotonic, WireNumber point) => new()
    {
        Sender = series.Sender,
        Scope = series.Scope,
        Name = series.Name,
        Description = series.Description,
        Unit = series.Unit,
        Kind = kind,
        IsCumulative = cumulative,
        IsMonotonic = monotonic,
        Time = Time(point.TimeUnixNano),
        Start = WireTime.Read(point.StartTimeUnixNano),
        Attributes = _attributes.Read(point.Attributes),
        Value = point.ValueCase is WireNumber.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble,
    };

    private MetricPoint Histogram(Series series, bool cumulative, WireHistogram point)
    {
        var fits = point.BucketCounts.Count <= MaxBuckets && point.BucketCounts.Count == point.ExplicitBounds.Count + 1 && IsAscending(point.ExplicitBounds);
        return new()
        {
            Sender = series.Sender,
            Scope = series.Scope,
            Name = series.Name,
            Description = series.Description,
            Unit = series.Unit,
            Kind = MetricKind.Histogram,
            IsCumulative = cumulative,
            Time = Time(point.TimeUnixNano),
            Start = WireTime.Read(point.StartTimeUnixNano),
            Attributes = _attributes.Read(point.Attributes),
            Count = point.Count,
            Sum = point.HasSum ? point.Sum : null,
            Min = point.HasMin ? point.Min : null,
            Max = point.HasMax ? point.Max : null,
            BucketCounts = fits ? [.. point.BucketCounts] : [],
            Bounds = fits ? [.. point.ExplicitBounds] : [],
        };
    }

    private MetricPoint Exponential(Series series, bool cumulative, WireExponentialHistogram point)
    {
        var (bounds, counts) = ExponentialBuckets.Read(point);
        return new()
        {
            Sender = series.Sender,
            Scope = series.Scope,
            Name = series.Name,
            Description = series.Description,
            Unit = series.Unit,
            Kind = MetricKind.ExponentialHistogram,
            IsCumulative = cumulative,
            Time = Time(point.TimeUnixNano),
            Start = WireTime.Read(point.StartTimeUnixNano),
            Attributes = _attributes.Read(point.Attributes),
            Count = point.Count,
            Sum = point.HasSum ? point.Sum : null,
            Min = point.HasMin ? point.Min : null,
            Max = point.HasMax ? point.Max : null,
            BucketCounts = counts,
            Bounds = bounds,
        };
    }

    private MetricPoint Summary(Series series, WireSummary point) => new()
    {
        Sender = series.Sender,
        Scope = series.Scope,
        Name = series.Name,
        Description = series.Description,
        Unit = series.Unit,
        Kind = MetricKind.Summary,
        Time = Time(point.TimeUnixNano),
        Start = WireTime.Read(point.StartTimeUnixNano),
        Attributes = _attributes.Read(point.Attributes),
        Count = point.Count,
        Sum = point.Sum,
    };

    private string Name(string text) => WireText.Clean(text, limits.NameLength);

    // Charts show the last minutes: a point of a clock that is far off is as old as its arrival.
    private DateTimeOffset Time(ulong nanoseconds)
    {
        var now = time.GetUtcNow();
        return WireTime.Read(nanoseconds) is { } told && (told - now).Duration() <= ClockTolerance ? told : now;
    }

    private static bool IsAscending(RepeatedField<double> bounds)
    {
        for (var i = 0; i < bounds.Count; i++)
        {
            if (!double.IsFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1]))
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Series(Sender Sender, string Scope, string Name, string Description, string Unit);
}
