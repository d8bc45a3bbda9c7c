namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>A metric series as it was at one moment.</summary>
/// <param name="Latest">Its newest point.</param>
/// <param name="Samples">What it did before, oldest first.</param>
internal sealed record MetricHistory(MetricPoint Latest, IReadOnlyList<MetricSample> Samples)
{
    /// <summary>The value of a tag as text; null when the series has not got it.</summary>
    /// <param name="tag">The tag's name.</param>
    public string? Tag(string tag)
    {
        foreach (var (name, value) in Latest.Attributes.Items)
        {
            if (name == tag)
            {
                return AttributeText.Of(value);
            }
        }

        return null;
    }
}
