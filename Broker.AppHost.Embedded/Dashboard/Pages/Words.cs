using System.Globalization;

namespace Broker.AppHost.Embedded.Dashboard.Pages;

/// <summary>Writes numbers and times for people.</summary>
internal static class Words
{
    /// <summary>A duration in the unit that fits it, three digits or so.</summary>
    /// <param name="duration">The duration.</param>
    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalMicroseconds: < 1000 } => Invariant($"{duration.TotalMicroseconds:0} µs"),
        { TotalMilliseconds: < 10 } => Invariant($"{duration.TotalMilliseconds:0.00} ms"),
        { TotalMilliseconds: < 100 } => Invariant($"{duration.TotalMilliseconds:0.0} ms"),
        { TotalMilliseconds: < 1000 } => Invariant($"{duration.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 60 } => Invariant($"{duration.TotalSeconds:0.00} s"),
        { TotalHours: < 1 } => Invariant($"{duration.TotalMinutes:0.0} min"),
        _ => Invariant($"{duration.TotalHours:#,0.0} h"),
    };

    /// <summary>A count with its noun.</summary>
    /// <param name="count">The count.</param>
    /// <param name="one">The noun for one.</param>
    /// <param name="many">The noun for any other number.</param>
    public static string Count(long count, string one, string many) => Invariant($"{count:#,0} {(count == 1 ? one : many)}");

    /// <summary>A time of day, to the millisecond.</summary>
    /// <param name="time">The time, in the zone to show.</param>
    public static string TimeOfDay(DateTimeOffset time) => time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>A share as a percentage for a style or an attribute.</summary>
    /// <param name="share">0 to 1.</param>
    public static string Percent(double share) => Invariant($"{share * 100:0.###}%");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
