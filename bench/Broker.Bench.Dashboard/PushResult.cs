using System.Globalization;

namespace Broker.Bench.Dashboard;

/// <summary>What came of pushing the spans once.</summary>
/// <param name="Took">How long it took.</param>
/// <param name="ProcessorTime">What it cost the app host.</param>
/// <param name="WorkingSet">The app host's memory afterwards, in bytes.</param>
/// <param name="Quiet">How long the broker's calls took before, in milliseconds.</param>
/// <param name="Busy">How long they took meanwhile.</param>
internal sealed record PushResult(TimeSpan Took, TimeSpan ProcessorTime, long WorkingSet, IReadOnlyList<double> Quiet, IReadOnlyList<double> Busy)
{
    private const double MiB = 1024 * 1024;

    /// <summary>Writes the figures of all rounds.</summary>
    /// <param name="results">What came of each.</param>
    public static void Write(IReadOnlyList<PushResult> results)
    {
        Console.WriteLine($"{Spans.Count:#,0} spans pushed              | median | max");
        Line("seconds", results.Select(one => one.Took.TotalSeconds), "0.00");
        Line("app host's CPU seconds", results.Select(one => one.ProcessorTime.TotalSeconds), "0.00");
        Line("app host's memory afterwards, MiB", results.Select(one => one.WorkingSet / MiB), "0");
        foreach (var share in (double[])[0.5, 0.95])
        {
            Line($"broker p{share * 100:0} before, ms", results.Select(one => Statistics.Quantile(one.Quiet, share)), "0.00");
            Line($"broker p{share * 100:0} meanwhile, ms", results.Select(one => Statistics.Quantile(one.Busy, share)), "0.00");
        }

        Console.WriteLine();
    }

    private static void Line(string name, IEnumerable<double> values, string format)
    {
        var all = values.ToList();
        Console.WriteLine($"{name,-36} | {Statistics.Quantile(all, 0.5).ToString(format, CultureInfo.InvariantCulture)} | {all.Max().ToString(format, CultureInfo.InvariantCulture)}");
    }
}
