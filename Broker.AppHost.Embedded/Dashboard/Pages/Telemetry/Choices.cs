namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>What the filters of the pages offer.</summary>
internal static class Choices
{
    /// <summary>Least severities, by the names that addresses use.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Levels { get; } =
        [new("", "All"), new("debug", "Debug and up"), new("information", "Information and up"), new("warning", "Warning and up"), new("error", "Error and up")];

    /// <summary>Least durations in milliseconds.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Durations { get; } =
        [new("", "Any"), new("10", "10 ms or more"), new("100", "100 ms or more"), new("1000", "1 s or more"), new("10000", "10 s or more")];

    /// <summary>Resources: those of the app model and those that sent something.</summary>
    /// <param name="known">Those of the app model.</param>
    /// <param name="seen">Those that sent something.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Resources(IEnumerable<ResourceView> known, IEnumerable<string> seen) =>
        [new("", "All"), .. known.Where(view => view.Type != "Parameter").Select(view => view.Name).Union(seen).Select(name => KeyValuePair.Create(name, name))];

    /// <summary>The least OTLP severity of a level in an address; 0 for anything else.</summary>
    /// <param name="level">The level.</param>
    public static int Severity(string? level) => level switch
    {
        "debug" => 5,
        "information" => 9,
        "warning" => 13,
        "error" => 17,
        _ => 0,
    };
}
