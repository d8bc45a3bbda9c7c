using System.Globalization;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>The limits of a request: how long a body, how long a silence.</summary>
internal static class LimitsSection
{
    // Bodies are held in memory whole.
    private const int MostBytes = 1024 * 1024 * 1024;

    // Timers count milliseconds, and an upstream that is silent for a day will not answer.
    private const decimal LeastSeconds = 0.001m;
    private const decimal MostSeconds = 86_400m;

    /// <summary>Reads the length of the longest body.</summary>
    public static int MaxRequestBytes(SettingsNode node)
    {
        var bytes = node.Integer(262_144, 1, MostBytes, "a whole number of bytes from 1 to 1073741824 (1 GiB)");
        node.Show(bytes.ToString(CultureInfo.InvariantCulture));
        return bytes;
    }

    /// <summary>Reads the longest silence.</summary>
    public static TimeSpan Timeout(SettingsNode node)
    {
        const string Expected = "a number of seconds greater than 0 (at least 0.001) and at most 86400 (a day)";
        var seconds = node.Number(30, LeastSeconds, MostSeconds, Expected);
        node.Show(seconds.ToString(CultureInfo.InvariantCulture));
        return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
    }
}
