namespace Broker.Bench.Dashboard;

/// <summary>What many values come to.</summary>
internal static class Statistics
{
    /// <summary>The value that such a share of them does not exceed.</summary>
    /// <param name="values">The values; at least one.</param>
    /// <param name="share">The share, 0.5 for the median.</param>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(sorted.Count * share) - 1, 0, sorted.Count - 1)];
    }
}
