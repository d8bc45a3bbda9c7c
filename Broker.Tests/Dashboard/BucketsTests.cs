using Broker.AppHost.Embedded.Dashboard.Otlp;
using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.Tests.Dashboard;

public class BucketsTests
{
    [Theory]
    [InlineData(0.5, 10)]
    [InlineData(0.25, 5)]
    [InlineData(0.75, 15)]
    [InlineData(1, 20)]
    public void Quantile_LiesEvenlyWithinItsBucket(double share, double expected) =>
        Assert.Equal(expected, new Buckets([10, 20, 30], [50, 50, 0, 0]).Quantile(share)!.Value, 6);

    [Fact]
    public void Quantile_AboveTheLastBound_IsTheLastBound() => Assert.Equal(30, new Buckets([10, 20, 30], [1, 0, 0, 99]).Quantile(0.99));

    [Fact]
    public void Quantile_WithoutValues_IsNone()
    {
        Assert.Null(new Buckets([10], [0, 0]).Quantile(0.5));
        Assert.Null(new Buckets([], [7]).Quantile(0.5));
        Assert.Null(new Buckets([], []).Quantile(0.5));
    }

    [Fact]
    public void Add_WithOtherBounds_KeepsValuesWhereTheyFit()
    {
        var buckets = Buckets.Empty([10, 20, 30]);

        buckets.Add([20, 40], [5, 6, 7]);

        Assert.Equal([0, 5, 0, 13], buckets.Counts);
    }

    [Fact]
    public void TryTake_OfMoreThanThereIs_Fails() => Assert.False(new Buckets([10], [1, 1]).TryTake([10], [0, 2]));

    [Fact]
    public void Exponential_BecomesBounds()
    {
        // Scale 0: bounds are powers of two.
        var (bounds, counts) = ExponentialBuckets.Read(new() { Scale = 0, ZeroCount = 3, Positive = new() { Offset = 1, BucketCounts = { 4, 5 } }, Negative = new() { Offset = 0, BucketCounts = { 1 } } });

        Assert.Equal([-1, 0, 2, 4, 8], bounds);
        Assert.Equal([1, 3, 0, 4, 5, 0], counts);
    }

    [Fact]
    public void Exponential_OfFinerScale_IsMadeCoarser()
    {
        var point = new WireExponentialHistogram { Scale = 10, Positive = new() { Offset = 0 } };
        point.Positive.BucketCounts.AddRange(Enumerable.Repeat(1ul, 4000));

        var (bounds, counts) = ExponentialBuckets.Read(point);

        Assert.InRange(bounds.Count, 2, 162);
        Assert.Equal(4000ul, counts.Aggregate(0ul, (sum, count) => sum + count));
        Assert.Contains(2d, bounds);
    }

    [Theory]
    [InlineData(int.MaxValue, 0)]
    [InlineData(int.MinValue, 0)]
    [InlineData(20, int.MaxValue)]
    [InlineData(-10, int.MinValue)]
    [InlineData(0, int.MaxValue)]
    public void Exponential_OfNonsense_StaysInBounds(int scale, int offset)
    {
        var (bounds, counts) = ExponentialBuckets.Read(new() { Scale = scale, ZeroThreshold = double.NaN, Positive = new() { Offset = offset, BucketCounts = { 1, 2, 3 } }, Negative = new() { Offset = offset, BucketCounts = { 1 } } });

        Assert.All(bounds, bound => Assert.True(double.IsFinite(bound)));
        Assert.True(bounds.Count == 0 ? counts.Count <= 1 : counts.Count == bounds.Count + 1);
        Assert.Equal(bounds.Order(), bounds);
    }

    [Fact]
    public void Exponential_OfTooManyBuckets_HasNone()
    {
        var point = new WireExponentialHistogram { Positive = new() };
        point.Positive.BucketCounts.AddRange(Enumerable.Repeat(1ul, 100_000));

        Assert.Empty(ExponentialBuckets.Read(point).Bounds);
    }
}
