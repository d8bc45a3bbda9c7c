using System.Globalization;

namespace MockProvider.Headers;

/// <summary>A time as the real service writes it: <c>6ms</c>, <c>1.574s</c>, <c>1m30s</c>; whole milliseconds, never less than it is.</summary>
internal static class WaitText
{
    public static string Of(TimeSpan time)
    {
        var milliseconds = Milliseconds(time);
        return milliseconds switch
        {
            0 => "0s",
            < 1_000 => $"{milliseconds}ms",
            < 60_000 => $"{Seconds(milliseconds)}s",
            _ => $"{milliseconds / 60_000}m{Seconds(milliseconds % 60_000)}s",
        };
    }

    public static long Milliseconds(TimeSpan time) => (long)Math.Ceiling(time.TotalMilliseconds);

    private static string Seconds(long milliseconds) => (milliseconds / 1000m).ToString("0.###", CultureInfo.InvariantCulture);
}
