using System.Globalization;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads the limits of a request: body length and time-out.</summary>
internal static class LimitsSection
{
    // Bodies are held in memory.
    private const int MaxBytes = 1024 * 1024 * 1024;

    // Timers count milliseconds, and an upstream that is silent for a day will not answer.
    private const decimal MinSeconds = 0.001m;
    private const decimal MaxSeconds = 86_400m;

    /// <summary>Reads the length limit of a request body.</summary>
    public static int MaxRequestBytes(SettingsNode node)
    {
        var bytes = node.Integer(262_144, 1, MaxBytes, "a whole number of bytes from 1 to 1073741824 (1 GiB)");
        node.Show(bytes.ToString(CultureInfo.InvariantCulture));
        return bytes;
    }

    /// <summary>Reads the time limit of the upstream.</summary>
    public static TimeSpan Timeout(SettingsNode node)
    {
        const string Expected = "a number of seconds greater than 0 (at least 0.001) and at most 86400 (a day)";
        var seconds = node.Number(30, MinSeconds, MaxSeconds, Expected);
        node.Show(seconds.ToString(CultureInfo.InvariantCulture));
        return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
    }
}
