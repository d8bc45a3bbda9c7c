using System.Globalization;

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>Writes measured values for people, by the unit that came with them.</summary>
internal static class MetricText
{
    /// <summary>A value with its unit.</summary>
    /// <param name="value">The value; null for none.</param>
    /// <param name="unit">Its unit as OpenTelemetry writes it, such as <c>s</c>, <c>By</c> or <c>{request}</c>.</param>
    public static string Of(double? value, string unit) => value is not { } number ? "–" : unit switch
    {
        _ when number == 0 => "0",
        "s" => Seconds(number),
        "ms" => Seconds(number / 1000),
        "By" => Bytes(number),
        "%" => Number(number) + " %",
        _ => Number(number),
    };

    /// <summary>What a unit counts, in words; empty when a value says it itself.</summary>
    /// <param name="unit">The unit.</param>
    public static string UnitOf(string unit) => unit is "s" or "ms" or "By" or "1" or "%" ? "" : unit.Trim('{', '}');

    /// <summary>A number, three digits or so.</summary>
    /// <param name="number">The number.</param>
    public static string Number(double number) => Math.Abs(number) switch
    {
        0 => "0",
        >= 1e15 or < 1e-3 => number.ToString("0.##e0", CultureInfo.InvariantCulture),
        >= 1e9 => Short(number / 1e9, " G"),
        >= 1e6 => Short(number / 1e6, " M"),
        >= 1e4 => Short(number / 1e3, " k"),
        _ => Short(number, ""),
    };

    private static string Seconds(double seconds) =>
        Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2 ? Words.Duration(TimeSpan.FromSeconds(seconds)) : Number(seconds) + " s";

    private static string Bytes(double bytes) => Math.Abs(bytes) switch
    {
        >= 1L << 30 => Short(bytes / (1L << 30), " GiB"),
        >= 1 << 20 => Short(bytes / (1 << 20), " MiB"),
        >= 1 << 10 => Short(bytes / (1 << 10), " KiB"),
        _ => Short(bytes, " B"),
    };

    private static string Short(double number, string suffix) =>
        number.ToString(Math.Abs(number) switch { >= 100 => "#,0", >= 10 => "0.#", >= 1 => "0.##", _ => "0.###" }, CultureInfo.InvariantCulture) + suffix;
}
