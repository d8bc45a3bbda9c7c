namespace Broker.Service.Configuration.Reading;

/// <summary>
/// Lays the environment over the file: a single value or a list replaces the file's whole, the members of an object replace
/// one another by name.
/// </summary>
internal static class SettingsMerge
{
    /// <summary>Returns the settings of both.</summary>
    /// <param name="file">The settings of the file, by key.</param>
    /// <param name="environment">The settings of the environment, by key.</param>
    public static Dictionary<string, RawSetting> Of(
        IReadOnlyDictionary<string, RawSetting> file, IReadOnlyDictionary<string, RawSetting> environment)
    {
        var merged = new Dictionary<string, RawSetting>(file, StringComparer.Ordinal);
        foreach (var (key, over) in environment)
        {
            merged[key] = merged.TryGetValue(key, out var under) ? Of(key, under, over) : over;
        }

        return merged;
    }

    private static RawSetting Of(string key, RawSetting under, RawSetting over)
    {
        // The other members of a secret source belong to its kind: whoever sets the kind sets them all.
        if (over is not RawSetting.Object above || (key == SettingNames.SecretSource && above.Members.ContainsKey(SettingNames.SecretKind)))
        {
            return over;
        }

        if (under is not RawSetting.Object below)
        {
            // Wrong type in the file: left in place, so that it is reported.
            return under;
        }

        var members = below.Members
            .Where(member => !above.Members.ContainsKey(member.Key))
            .Concat(above.Members)
            .ToDictionary(StringComparer.Ordinal);
        return new RawSetting.Object(members, SettingOrigin.Of(members.Values.Select(member => member.Origin)));
    }
}
