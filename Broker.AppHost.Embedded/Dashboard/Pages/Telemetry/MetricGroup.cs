using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>Series of an instrument that are shown as one line.</summary>
/// <param name="Name">The value of the tag that they have in common.</param>
/// <param name="Tone">Number of their colour.</param>
/// <param name="Series">The series.</param>
internal sealed record MetricGroup(string Name, int Tone, IReadOnlyList<MetricHistory> Series)
{
    /// <summary>How many colours there are.</summary>
    public const int Tones = 8;

    /// <summary>Puts series together by a tag; what is beyond the colours there are becomes one group.</summary>
    /// <param name="series">The series.</param>
    /// <param name="tag">The tag; null for one group of all.</param>
    public static IReadOnlyList<MetricGroup> Of(IReadOnlyList<MetricHistory> series, string? tag)
    {
        if (tag is null)
        {
            return [new("all", 0, series)];
        }

        var groups = series.GroupBy(one => one.Tag(tag) ?? "(without)").OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        var shown = groups.Length <= Tones ? Tones : Tones - 1;
        var named = groups.Take(shown).Select((group, i) => new MetricGroup(group.Key.Length > 0 ? group.Key : "(empty)", i, [.. group]));
        var others = groups.Skip(shown).SelectMany(group => group).ToArray();
        return others.Length == 0 ? [.. named] : [.. named, new($"{groups.Length - shown} others", Tones - 1, others)];
    }
}
