using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Rules;

/// <summary>Refuses keys that mean nothing. A misspelt rule must not leave its owner believing that it holds.</summary>
internal static class UnknownKeyRule
{
    /// <summary>Reports every unknown key of the file. Values are not shown: a key that is not known may hold a secret.</summary>
    /// <param name="file">The settings of the file.</param>
    /// <param name="problems">Takes the problems.</param>
    public static void Read(RawSetting.Object file, List<ConfigurationProblem> problems)
    {
        foreach (var (name, value) in file.Members)
        {
            if (name != SettingNames.Schema && SettingKey.All.All(key => key.Name != name))
            {
                var nearest = NearestName.Of(name, SettingKey.All.Select(key => key.Name));
                problems.Add(new(DisplayText.Plain(name), null, $"There is no such key. The nearest known one is {nearest}.", value.Origin));
            }
        }
    }
}
