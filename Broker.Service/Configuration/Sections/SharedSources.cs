using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Finds a key whose variable or file the configuration uses for something else too.</summary>
internal static class SharedSources
{
    /// <summary>Warns if a caller's token is in the variable of a key.</summary>
    public static void WarnOfVariable(SettingsNode token, CallerSettings? caller, SettingsNode source, SecretSourceOptions secret)
    {
        if (secret.Name is { } name && name == caller?.TokenEnv)
        {
            token.Warn($"{token.Key} and {source.Key} name the same variable, {name}:"
                + " every host would hold the key that the broker is there to keep.");
        }
    }

    /// <summary>Reports a problem if events would be written to the file of a key.</summary>
    public static void RefuseKeyFile(SettingsNode eventsPath, EventSettings events, SettingsNode source, SecretSourceOptions secret)
    {
        if (secret.Path is { } path
            && (path.Equals(events.Path, StringComparison.OrdinalIgnoreCase)
                || FileStamp.Take(path).IsSameFile(FileStamp.Take(events.Path))))
        {
            eventsPath.Report(null, $"That is the file which {source.Key} names: events would be written to the key. Name another one.");
        }
    }
}
