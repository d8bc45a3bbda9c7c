using System.Globalization;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Rules;

/// <summary>The bounds of a request: how long a body, how long a silence.</summary>
internal static class LimitsRule
{
    /// <summary>Longest body that can be allowed, in bytes: bodies are held in memory whole.</summary>
    public const int MostBytes = 1024 * 1024 * 1024;

    /// <summary>Shortest time-out, in seconds: timers count milliseconds.</summary>
    public const decimal LeastSeconds = 0.001m;

    /// <summary>Longest time-out, in seconds: a day. An upstream silent for longer will not answer.</summary>
    public const decimal MostSeconds = 86_400m;

    /// <summary>Reads <c>max_request_bytes</c>.</summary>
    /// <param name="reader">The settings.</param>
    public static int MaxRequestBytes(SettingsReader reader)
    {
        var setting = reader.Integer(SettingNames.MaxRequestBytes, 262_144, 1, MostBytes, "a whole number of bytes from 1 to 1073741824 (1 GiB)");
        reader.Show(setting.Key, setting.Value.ToString(CultureInfo.InvariantCulture), setting.Origin);
        return setting.Value;
    }

    /// <summary>Reads <c>upstream_timeout_seconds</c>.</summary>
    /// <param name="reader">The settings.</param>
    public static TimeSpan UpstreamTimeout(SettingsReader reader)
    {
        var setting = reader.Number(
            SettingNames.UpstreamTimeoutSeconds, 30, LeastSeconds, MostSeconds, "a number of seconds greater than 0 (at least 0.001) and at most 86400 (a day)");
        reader.Show(setting.Key, setting.Value.ToString(CultureInfo.InvariantCulture), setting.Origin);
        return TimeSpan.FromTicks((long)(setting.Value * TimeSpan.TicksPerSecond));
    }
}
