using System.Globalization;
using Broker.Service.Auditing;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Rules;

/// <summary>How the event log is kept: when a new file is begun, how many full ones stay, and whether lines are linked.</summary>
internal static class EventsRule
{
    /// <summary>The lowest limit, in bytes: a line can be that long.</summary>
    public const int LeastBytes = EventFile.Room;

    private const int MostBytes = 1024 * 1024 * 1024;
    private const string BytesExpected = "a whole number of bytes from 4096 to 1073741824 (1 GiB), or 0 for a file of any length";

    /// <summary>Reads <c>events_max_bytes</c> and <c>events_keep</c>.</summary>
    /// <param name="reader">The settings.</param>
    public static (int MaxBytes, int Keep) Rotation(SettingsReader reader)
    {
        var maxBytes = reader.Integer(SettingNames.EventsMaxBytes, 0, 0, MostBytes, BytesExpected);
        if (maxBytes.Value is > 0 and < LeastBytes)
        {
            reader.Report(maxBytes.Key, maxBytes.Value.ToString(CultureInfo.InvariantCulture), $"Give {BytesExpected}.", maxBytes.Origin);
        }

        var keep = reader.Integer(SettingNames.EventsKeep, 5, 1, RotatedFiles.Most, "a whole number of files from 1 to 1000");
        if (keep.IsGiven && maxBytes is { Value: 0, IsSound: true })
        {
            reader.Warn($"{keep.Key} means nothing without {maxBytes.Key}: one event file is written, of any length.");
        }

        reader.Show(maxBytes.Key, maxBytes.Value.ToString(CultureInfo.InvariantCulture), maxBytes.Origin);
        reader.Show(keep.Key, keep.Value.ToString(CultureInfo.InvariantCulture), keep.Origin);
        return (maxBytes.Value, keep.Value);
    }

    /// <summary>Reads <c>events_chain</c>.</summary>
    /// <param name="reader">The settings.</param>
    public static bool Chain(SettingsReader reader)
    {
        var setting = reader.Flag(SettingNames.EventsChain, false, "true or false; true links each line of the event log to the one before it");
        reader.Show(setting.Key, setting.Value ? "true" : "false", setting.Origin);
        return setting.Value;
    }
}
