using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>The last minutes in slots of equal length, and what metric series did in each; null where nothing is known.</summary>
internal sealed class MetricTimeline
{
    /// <summary>How many slots there are.</summary>
    public const int Slots = 60;

    /// <summary>Ends the last slot at or after a moment.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="window">How long all slots are together.</param>
    public MetricTimeline(DateTimeOffset now, TimeSpan window)
    {
        Slot = window / Slots;

        // On whole slots, so that what is drawn moves by slots and not a little every time.
        Start = new DateTimeOffset((now.UtcTicks + Slot.Ticks - 1) / Slot.Ticks * Slot.Ticks, TimeSpan.Zero) - window;
    }

    /// <summary>When the first slot begins.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>How long a slot is.</summary>
    public TimeSpan Slot { get; }

    /// <summary>When the last slot ends.</summary>
    public DateTimeOffset End => Start + (Slot * Slots);

    /// <summary>When a slot begins.</summary>
    /// <param name="slot">Its number.</param>
    public DateTimeOffset At(int slot) => Start + (Slot * slot);

    /// <summary>How much was added per second: growth of counters, or values of distributions.</summary>
    /// <param name="series">The series, added up.</param>
    /// <param name="amount">What to add up of a sample.</param>
    public IReadOnlyList<double?> Rate(IReadOnlyList<MetricHistory> series, Func<MetricSample, double> amount)
    {
        var sums = new double[Slots];
        foreach (var sample in series.SelectMany(one => one.Samples).Where(sample => sample.Time > Start))
        {
            // It happened some time between two points: evenly, as far as anybody knows.
            var (from, length) = (sample.Since, sample.Time - sample.Since);
            for (var slot = SlotOf(from); slot <= SlotOf(sample.Time); slot++)
            {
                var overlap = Min(sample.Time, At(slot + 1)) - Max(from, At(slot));
                sums[slot] += amount(sample) * (length > TimeSpan.Zero ? Math.Max(0, overlap / length) : 1);
            }
        }

        return Known(series, slot => sums[slot] / Slot.TotalSeconds);
    }

    /// <summary>How high gauges stood, on average of the series, or how high sums that go up and down did, added up.</summary>
    /// <param name="series">The series.</param>
    /// <param name="average">Whether to average.</param>
    public IReadOnlyList<double?> Level(IReadOnlyList<MetricHistory> series, bool average)
    {
        var levels = series.Select(LevelsOf).ToArray();
        return Known(series, slot =>
        {
            var known = levels.Select(level => level[slot]).OfType<double>().ToArray();
            return known.Length == 0 ? null : average ? known.Average() : known.Sum();
        });
    }

    /// <summary>The value that a share of the values of each slot does not exceed.</summary>
    /// <param name="series">The distributions, taken together.</param>
    /// <param name="shares">The shares, each 0 to 1.</param>
    /// <returns>The values of the slots, for each share.</returns>
    public IReadOnlyList<IReadOnlyList<double?>> Quantiles(IReadOnlyList<MetricHistory> series, params IReadOnlyList<double> shares)
    {
        var bounds = Buckets.BoundsOf(series.SelectMany(one => one.Samples));
        var slots = new Buckets?[Slots];
        foreach (var sample in series.SelectMany(one => one.Samples).Where(sample => sample.Time > Start))
        {
            for (var slot = SlotOf(sample.Since); slot <= SlotOf(sample.Time); slot++)
            {
                (slots[slot] ??= Buckets.Empty(bounds)).Add(sample.Bounds, sample.Buckets);
            }
        }

        return [.. shares.Select(share => slots.Select(slot => slot?.Quantile(share)).ToArray())];
    }

    /// <summary>The distribution of all values of the window.</summary>
    /// <param name="series">The distributions, taken together.</param>
    public Buckets Distribution(IReadOnlyList<MetricHistory> series)
    {
        var samples = series.SelectMany(one => one.Samples).Where(sample => sample.Time > Start).ToArray();
        var all = Buckets.Empty(Buckets.BoundsOf(samples));
        foreach (var sample in samples)
        {
            all.Add(sample.Bounds, sample.Buckets);
        }

        return all;
    }

    /// <summary>How many values the window has, and what they add up to.</summary>
    /// <param name="series">The distributions, taken together.</param>
    public (double Count, double Sum) Total(IReadOnlyList<MetricHistory> series)
    {
        var samples = series.SelectMany(one => one.Samples).Where(sample => sample.Time > Start).ToArray();
        return (samples.Sum(sample => (double)sample.Count), samples.Sum(sample => sample.Value));
    }

    private double?[] LevelsOf(MetricHistory series)
    {
        var levels = new double?[Slots];
        foreach (var sample in series.Samples)
        {
            var first = sample.Time <= Start ? 0 : SlotOf(sample.Time);
            for (var slot = first; slot < Slots; slot++)
            {
                levels[slot] = sample.Value;
            }
        }

        return levels;
    }

    // Before the first sample nothing is known, and after the newest point nothing yet.
    private double?[] Known(IReadOnlyList<MetricHistory> series, Func<int, double?> value)
    {
        var samples = series.SelectMany(one => one.Samples).ToArray();
        if (samples.Length == 0)
        {
            return new double?[Slots];
        }

        var (first, last) = (samples.Min(sample => sample.Since), series.Max(one => one.Latest.Time));
        return [.. Enumerable.Range(0, Slots).Select(slot => At(slot + 1) > first && At(slot) < last ? value(slot) : null)];
    }

    private int SlotOf(DateTimeOffset time) => (int)Math.Clamp((time - Start).Ticks / Slot.Ticks, 0, Slots - 1);

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
