namespace Broker.Service.Configuration.Reading;

/// <summary>
/// Collects the settings that variables named <c>Broker__KEY</c> hold. Every variable that begins so must be understood:
/// a misspelt one that is passed over leaves a broker running with a rule its owner believes to have changed.
/// </summary>
internal sealed class EnvironmentSettings(IProcessEnvironment environment, List<ConfigurationProblem> problems)
{
    /// <summary>How the names begin, in any case.</summary>
    public const string Prefix = "Broker__";

    private const string Separator = "__";

    private readonly Dictionary<string, RawSetting> _settings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RawSetting> _secretSource = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RawSetting> _map = new(StringComparer.OrdinalIgnoreCase);
    private readonly IndexedItems _paths = new();
    private readonly IndexedItems _argv = new();

    /// <summary>Returns the settings by key, noting a problem for each variable that is not understood.</summary>
    public IReadOnlyDictionary<string, RawSetting> Read()
    {
        if (!environment.Variables.Keys.Any(IsSetting))
        {
            // As a rule; and to sort nothing is code to load before the first request.
            return _settings;
        }

        var spellings = environment.Variables.Keys
            .Where(IsSetting)
            .Order(StringComparer.Ordinal)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase);
        foreach (var names in spellings)
        {
            var name = names.First();
            if (names.Skip(1).Any())
            {
                Report(name, $"{string.Join(" and ", names.Select(Shown))} differ in case only and mean the same key. Keep one of them.");
            }

            Take(name, name[Prefix.Length..].Split(Separator));
        }

        Close(_paths, _settings, SettingNames.AllowedPaths, SettingNames.AllowedPaths);
        Close(_argv, _secretSource, SettingNames.SecretArgv, $"{SettingNames.SecretSource}__{SettingNames.SecretArgv}");
        Close(SettingNames.SecretSource, _secretSource);
        Close(SettingNames.ExtraHeaders, _map);
        return _settings;
    }

    private static bool IsSetting(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    private void Take(string name, string[] levels)
    {
        if (Find(SettingKey.All, levels[0]) is not { } key)
        {
            // Broker__listen__port: every word taken for a level.
            var nearest = Find(SettingKey.All, string.Join('_', levels))?.Name ?? Nearest(SettingKey.All, levels[0]);
            Report(name, $"There is no such key. The nearest known one is {Prefix}{nearest}.");
            return;
        }

        switch (key.Shape)
        {
            case SettingShape.Scalar:
                TakeScalar(name, _settings, key, key.Name, levels[1..]);
                break;
            case SettingShape.List:
                TakeItem(name, _paths, key, key.Name, levels[1..]);
                break;
            case SettingShape.Map when levels is [_, { Length: > 0 } member]:
                _map[member] = Scalar(name);
                break;
            case SettingShape.Map:
                Report(name, $"{key.Name} is an object of strings. Write {Prefix}{key.Name}__NAME, with the name of a header.");
                break;
            case SettingShape.SecretSource:
                TakeSecretSource(name, key, levels[1..]);
                break;
            default:
                throw new InvalidOperationException($"No reading for {key.Shape}.");
        }
    }

    private void TakeSecretSource(string name, SettingKey key, string[] levels)
    {
        if (levels.Length == 0)
        {
            Report(name, $"{key.Name} is an object. Write {Prefix}{key.Name}__kind, {Prefix}{key.Name}__name, {Prefix}{key.Name}__argv__0 or {Prefix}{key.Name}__path.");
        }
        else if (Find(SettingKey.SecretSourceMembers, levels[0]) is not { } member)
        {
            Report(name, $"There is no such key. The nearest known one is {Prefix}{key.Name}__{Nearest(SettingKey.SecretSourceMembers, levels[0])}.");
        }
        else if (member.Shape == SettingShape.List)
        {
            TakeItem(name, _argv, member, $"{key.Name}__{member.Name}", levels[1..]);
        }
        else
        {
            TakeScalar(name, _secretSource, member, $"{key.Name}__{member.Name}", levels[1..]);
        }
    }

    private void TakeScalar(string name, Dictionary<string, RawSetting> target, SettingKey key, string spelling, string[] levels)
    {
        if (levels.Length == 0)
        {
            target[key.Name] = Scalar(name);
        }
        else
        {
            Report(name, $"{key.Name} is a single value. Write {Prefix}{spelling}.");
        }
    }

    private void TakeItem(string name, IndexedItems items, SettingKey key, string spelling, string[] levels)
    {
        if (levels is not [var index] || !items.TryAdd(index, name, Scalar(name)))
        {
            Report(name, $"{key.Name} is a list. Write {Prefix}{spelling}__0, {Prefix}{spelling}__1 and so on, one item each.");
        }
    }

    private void Close(IndexedItems items, Dictionary<string, RawSetting> target, string key, string spelling)
    {
        if (items.Gap() is var (missing, variable))
        {
            Report(variable, $"The items of a list are numbered from 0 without a gap, and {Prefix}{spelling}__{missing} is missing.");
        }

        if (items.ToList() is { Items: [_, ..] } list)
        {
            target[key] = list;
        }
    }

    private void Close(string key, Dictionary<string, RawSetting> members)
    {
        if (members.Count > 0)
        {
            _settings[key] = new RawSetting.Object(members, SettingOrigin.Of(members.Values.Select(member => member.Origin)));
        }
    }

    private RawSetting.Scalar Scalar(string name) => new(RawKind.Untyped, environment.Variables[name], SettingOrigin.Variable(name));

    private void Report(string name, string remedy) =>
        problems.Add(new(Shown(name), null, remedy, SettingOrigin.Variable(name)));

    private static string Shown(string name) => DisplayText.Plain(name);

    private static SettingKey? Find(IEnumerable<SettingKey> keys, string name) =>
        keys.FirstOrDefault(key => key.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string Nearest(IEnumerable<SettingKey> keys, string name) => NearestName.Of(name, keys.Select(key => key.Name));
}
