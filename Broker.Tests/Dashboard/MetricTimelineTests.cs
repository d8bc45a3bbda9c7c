using Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.Tests.Dashboard;

public class MetricTimelineTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);
    private readonly MetricTimeline _timeline = new(Now, TimeSpan.FromMinutes(1));

    [Fact]
    public void Rate_SpreadsGrowthOverTheTimeBetweenPoints()
    {
        var rate = _timeline.Rate([Series(new MetricSample(Now.AddSeconds(-10), Now.AddSeconds(-5), 10, 0, [], []))], sample => sample.Value);

        Assert.Equal(10d, rate.Sum(value => value ?? 0), 6);
        Assert.Equal(2d, rate[52]!.Value, 6);
        Assert.Null(rate[49]);
        Assert.Null(rate[58]);
    }

    [Fact]
    public void Level_StaysUntilTheNextPoint()
    {
        var level = _timeline.Level([Series(new MetricSample(Now.AddSeconds(-40), Now.AddSeconds(-30), 3, 0, [], []), new MetricSample(Now.AddSeconds(-30), Now.AddSeconds(-0.5), 5, 0, [], []))], average: false);

        Assert.Equal([null, 3, 3, 5], [level[10], level[31], level[58], level[59]]);
    }

    [Fact]
    public void Quantiles_AreThoseOfTheSlot()
    {
        var quantiles = _timeline.Quantiles([Series(new MetricSample(Now.AddSeconds(-2.5), Now.AddSeconds(-2.2), 1, 10, [10, 0], [4]))], 0.5);

        Assert.Equal(2, quantiles[0][57]);
        Assert.Single(quantiles[0], value => value is not null);
    }

    [Fact]
    public void Times_AreWholeSlots()
    {
        var timeline = new MetricTimeline(Now.AddSeconds(0.3), TimeSpan.FromMinutes(5));

        Assert.Equal(TimeSpan.FromSeconds(5), timeline.Slot);
        Assert.Equal(Now.AddSeconds(5), timeline.End);
    }

    [Theory]
    [InlineData(0d, 0d)]
    [InlineData(3d, 7d)]
    [InlineData(-5d, 5d)]
    [InlineData(1e300, -1e300)]
    [InlineData(1e-320, 0d)]
    [InlineData(double.NaN, double.PositiveInfinity)]
    public void Scale_OfAnyValues_HasRoundMarksAroundThem(double one, double other)
    {
        var scale = new ChartScale([one, other]);

        Assert.Equal(5, scale.Marks.Count);
        Assert.Equal(scale.Marks.OrderDescending(), scale.Marks);
        Assert.DoesNotContain("NaN", scale.Path([one, null, other]), StringComparison.Ordinal);
        Assert.All(((double[])[one, other]).Where(double.IsFinite), value => Assert.InRange(value, scale.Marks[^1], scale.Marks[0]));
    }

    private static MetricHistory Series(params MetricSample[] samples) => new(
        new() { Sender = new("broker", null, AttributeSet.Empty), Scope = "meter", Name = "metric", Kind = MetricKind.Sum, Time = samples[^1].Time },
        samples);
}
