using System.Globalization;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads the limits of a request: body length and time-out.</summary>
internal static class LimitsSection
{
    // Bodies are held in memory.
    private const int MaxBytes = 1024 * 1024 * 1024;

    private const long DefaultBufferedBytes = 512L * 1024 * 1024;
    private const long BufferedBytesLimit = 1024L * 1024 * 1024 * 1024;

    // Timers count milliseconds, and an upstream that is silent for a day will not answer.
    private const decimal MinSeconds = 0.001m;
    private const decimal MaxSeconds = 86_400m;

    /// <summary>Reads the length limit of a request body.</summary>
    public static int MaxRequestBytes(SettingsNode node, int fallback)
    {
        var bytes = ReadBytes(node, fallback);
        node.Show(bytes.ToString(CultureInfo.InvariantCulture));
        return bytes;
    }

    /// <summary>Reads a length limit of a request body, without showing it.</summary>
    public static int ReadBytes(SettingsNode node, int fallback) =>
        node.Integer(fallback, 1, MaxBytes, "a whole number of bytes from 1 to 1073741824 (1 GiB)");

    /// <summary>Reads the limit of all bodies in memory.</summary>
    /// <param name="longest">Length limit of one body: less memory would refuse what that allows.</param>
    public static long MaxBufferedBytes(SettingsNode node, int longest)
    {
        const string Expected = "a whole number of bytes from 1 to 1099511627776 (1 TiB), not less than max_request_bytes";
        var bytes = node.WholeNumber(Math.Max(DefaultBufferedBytes, longest), 1, BufferedBytesLimit, Expected);
        if (bytes < longest && node.IsSound)
        {
            node.Report(bytes.ToString(CultureInfo.InvariantCulture), $"Give {Expected}, which is {longest.ToString(CultureInfo.InvariantCulture)}.");
        }

        node.Show(bytes.ToString(CultureInfo.InvariantCulture));
        return bytes;
    }

    /// <summary>Reads a time limit, in seconds.</summary>
    public static TimeSpan Seconds(SettingsNode node, decimal fallback)
    {
        const string Expected = "a number of seconds greater than 0 (at least 0.001) and at most 86400 (a day)";
        var seconds = node.Number(fallback, MinSeconds, MaxSeconds, Expected);
        node.Show(seconds.ToString(CultureInfo.InvariantCulture));
        return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
    }
}
