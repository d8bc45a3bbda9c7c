using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>What the metrics page shows: made of its address, with sensible choices where the address says nothing or names what is not there.</summary>
internal sealed class MetricSelection
{
    private static readonly string[] Foremost = ["gen_ai.client.operation.duration", "gen_ai.", "broker.", "http.server."];

    /// <summary>Chooses.</summary>
    /// <param name="store">The telemetry.</param>
    /// <param name="resource">The resource asked for.</param>
    /// <param name="meter">The meter asked for.</param>
    /// <param name="name">The instrument asked for.</param>
    /// <param name="tags">Tags asked for, each as <c>name=value</c>.</param>
    public MetricSelection(TelemetryStore store, string? resource, string? meter, string? name, IReadOnlyList<string> tags)
    {
        var all = store.Instruments(withSamples: false);
        Resources = [.. all.Select(one => one.Resource).Distinct()];
        Resource = resource is not null && Resources.Contains(resource) ? resource : Resources.Contains("broker") ? "broker" : Resources is [var first, ..] ? first : null;
        Instruments = [.. all.Where(one => one.Resource == Resource).OrderBy(one => Array.FindIndex(Foremost, prefix => one.Name.StartsWith(prefix, StringComparison.Ordinal)) is >= 0 and var place ? place : Foremost.Length)];
        var chosen = Instruments.FirstOrDefault(one => one.Name == name && (meter is null || one.Meter == meter)) ?? (Instruments is [var foremost, ..] ? foremost : null);
        Instrument = chosen is null ? null : store.Instruments(chosen.Resource, chosen.Name).FirstOrDefault(one => one.Meter == chosen.Meter && one.Kind == chosen.Kind);
        Tags = Instrument?.Tags() ?? [];
        Filters = Tags.Select(tag => tag.Key).Distinct().ToDictionary(tag => tag, tag => Asked(tags, tag), StringComparer.Ordinal);
        Series = [.. (Instrument?.Series ?? []).Where(one => Filters.All(filter => filter.Value is null || one.Tag(filter.Key) == filter.Value))];
    }

    /// <summary>Resources that sent metrics.</summary>
    public IReadOnlyList<string> Resources { get; }

    /// <summary>The chosen one; null when there is none.</summary>
    public string? Resource { get; }

    /// <summary>Its instruments, without their samples.</summary>
    public IReadOnlyList<MetricInstrument> Instruments { get; }

    /// <summary>The chosen one; null when there is none.</summary>
    public MetricInstrument? Instrument { get; }

    /// <summary>Its tags with their values.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Tags { get; }

    /// <summary>The value that each tag must have; null for any.</summary>
    public IReadOnlyDictionary<string, string?> Filters { get; }

    /// <summary>The instrument's series that have those values.</summary>
    public IReadOnlyList<MetricHistory> Series { get; }

    /// <summary>The tag to tell series apart by.</summary>
    /// <param name="asked">The one asked for; empty for none, null for the one that tells most simply.</param>
    public string? By(string? asked) => asked switch
    {
        "" => null,
        _ when Tags.Any(tag => tag.Key == asked) => asked,
        _ => Tags.Where(tag => tag.Value.Count is > 1 and <= MetricGroup.Tones && Filters[tag.Key] is null).OrderByDescending(tag => tag.Value.Count).FirstOrDefault().Key,
    };

    private static string? Asked(IReadOnlyList<string> tags, string name) =>
        tags.Where(tag => tag.StartsWith(name + "=", StringComparison.Ordinal)).Select(tag => tag[(name.Length + 1)..]).FirstOrDefault();
}
