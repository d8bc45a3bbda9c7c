using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Rules;

/// <summary>Where the event log lies, as a full path.</summary>
/// <param name="reader">The settings.</param>
/// <param name="configurationFile">Full path of the configuration file in use.</param>
/// <param name="workingFolder">Full path of the working folder.</param>
internal sealed class EventsPathRule(SettingsReader reader, string configurationFile, string workingFolder)
{
    private const string FileName = "events.jsonl";
    private const string Expected = "the path of a file in a folder that exists; a relative path begins in the folder of the configuration file";

    private readonly string _configurationFolder = Path.GetDirectoryName(configurationFile) ?? workingFolder;

    /// <summary>Reads <c>events_path</c>.</summary>
    public string Read()
    {
        var setting = reader.Text(SettingNames.EventsPath, "", Expected);
        var path = setting.IsGiven ? Given(setting) : Default();
        reader.Show(setting.Key, path, setting.Origin);
        return path;
    }

    private string Default()
    {
        if (FolderAccess.CanWrite(_configurationFolder))
        {
            return Path.Combine(_configurationFolder, FileName);
        }

        if (!FolderAccess.CanWrite(workingFolder))
        {
            reader.Report(
                SettingNames.EventsPath,
                null,
                "Events have no place: neither the folder of the configuration file nor the working folder can be written. Set the key to a file in a folder that can.",
                SettingOrigin.Default);
        }

        return Path.Combine(workingFolder, FileName);
    }

    private string Given(Setting<string> setting)
    {
        if (FullPath.Of(setting.Value, _configurationFolder) is not { } path)
        {
            reader.Report(setting, $"Give {Expected}.");
            return "";
        }

        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            reader.Report(setting, "That is a folder. Name a file in it.");
        }
        else if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            reader.Report(setting, $"The folder {DisplayText.Plain(Path.GetDirectoryName(path) ?? path, 400)} does not exist. Create it, or give {Expected}.");
        }
        else if (path.Equals(configurationFile, StringComparison.OrdinalIgnoreCase))
        {
            reader.Report(setting, "That is the configuration file itself. Name another one.");
        }

        return path;
    }
}
