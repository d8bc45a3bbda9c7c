namespace Broker.Service.Configuration.Reading;

/// <summary>
/// A place in the configuration and the value in effect there: the environment's, or else the file's. Knows its path, where the value came
/// from, and which members were read. What nobody read is an unknown key, and the nearest name is found among those that were read.
/// </summary>
internal sealed class SettingsNode
{
    /// <summary>Names the schema of the file, for editors; means nothing to the broker.</summary>
    private const string Schema = "$schema";

    private readonly SourceValue? _value;
    private readonly EnvironmentSource? _variables;
    private readonly SettingsReport _report;
    private readonly List<SettingsNode> _read = [];

    private SettingsNode(string key, string name, SourceValue? value, SettingsReport report, EnvironmentSource? variables = null) =>
        (Key, Name, _value, _report, _variables) = (key, name, value, report, variables);

    /// <summary>The path: <c>secret_source.argv[0]</c>, for one.</summary>
    public string Key { get; }

    /// <summary>The last part of the path.</summary>
    public string Name { get; }

    /// <summary>The value; null if there is none.</summary>
    public SourceValue? Value => _value;

    /// <summary>True if somebody gave a value.</summary>
    public bool IsGiven => _value is not null || _read.Any(member => member.IsGiven);

    /// <summary>True unless a problem was reported for the value.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>Where the value came from.</summary>
    public SettingOrigin Origin => _read.Any(member => member.IsGiven && member.Origin != SettingOrigin.File)
        ? SettingOrigin.Join(_read.Where(member => member.IsGiven).Select(member => member.Origin))
        : _value?.Origin ?? SettingOrigin.Default;

    /// <summary>The items of a list.</summary>
    public IEnumerable<SettingsNode> Items =>
        _value?.Items.Select((item, index) => new SettingsNode($"{Key}[{index}]", "", item, _report)) ?? [];

    /// <summary>The members of an object whose names are the user's choice.</summary>
    public IEnumerable<SettingsNode> Members =>
        _value?.Members.Select(member => new SettingsNode(Path(member.Key), member.Key, member.Value, _report)) ?? [];

    /// <summary>Creates the node of the whole configuration.</summary>
    public static SettingsNode Root(SourceValue? file, EnvironmentSource variables, SettingsReport report) =>
        new("", "", file, report, variables);

    /// <summary>Reads a member that is a single value.</summary>
    public SettingsNode Scalar(string name)
    {
        var variables = _variables?.Members.GetValueOrDefault(name);
        Refuse(variables?.Below, $"{name} is a single value. Write {Variable(name)}.");
        return Read(name, variables?.Value ?? InFile(name));
    }

    /// <summary>Reads a member that is a list. A list of the environment replaces the file's whole.</summary>
    public SettingsNode List(string name)
    {
        var (items, refused) = EnvironmentSource.ReadItems(_variables?.Members.GetValueOrDefault(name));
        var variable = Variable(name);
        Refuse(refused, $"{name} is a list. Write {variable}__0, {variable}__1 and so on, one item each.");
        var gap = Enumerable.Range(0, items.Count).FirstOrDefault(number => items.GetKeyAtIndex(number) != number, -1);
        Refuse(
            gap < 0 ? [] : items.GetValueAtIndex(gap).All.Take(1),
            $"The items of a list are numbered from 0 without a gap, and {variable}__{gap} is missing.");
        return Read(name, items.Count > 0 ? SourceValue.List([.. items.Values.Select(item => item.Value!)]) : InFile(name));
    }

    /// <summary>Reads a member that is an object of single values with names of the user's choice, merged by name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="expected">What to write, for a problem: <c>NAME, with the name of a header</c>.</param>
    public SettingsNode Map(string name, string expected)
    {
        var (given, refused) = EnvironmentSource.ReadMembers(_variables?.Members.GetValueOrDefault(name));
        Refuse(refused, $"{name} is an object of strings. Write {Variable(name)}__{expected}.");
        var file = InFile(name);
        if (given.Count == 0 || file is { Kind: not SourceKind.Object })
        {
            // A wrong type in the file is left in place, so that it is reported.
            return Read(name, file);
        }

        var kept = file?.Members.Where(member => !given.ContainsKey(member.Key)) ?? [];
        return Read(name, SourceValue.Object(kept.Concat(given).ToDictionary(StringComparer.Ordinal)));
    }

    /// <summary>Returns a member whose own members are known, to be read one by one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">The member to which all others belong: if the environment has it, the file's object counts for nothing.</param>
    public SettingsNode Section(string name, string kind)
    {
        var variables = _variables?.Members.GetValueOrDefault(name);
        var file = variables?.Members.GetValueOrDefault(kind)?.Value is null ? InFile(name) : null;
        return Read(name, file, file is { Kind: not SourceKind.Object } ? null : variables);
    }

    /// <summary>Reports every member that was not read. Values are not shown: a key that is not known may hold a secret.</summary>
    public void ReportUnknown()
    {
        var names = _read.Select(member => member.Name).ToArray();
        if (_variables?.Variable is { } self)
        {
            _report.AddVariable(self, $"{Name} is an object. Write {string.Join(" or ", names.Select(Variable))}.");
        }

        foreach (var (name, value) in _value?.Members ?? new Dictionary<string, SourceValue>())
        {
            if (!names.Contains(name) && (name != Schema || Key.Length > 0))
            {
                var remedy = $"There is no such key. The nearest known one is {Path(NearestName.Find(name, names))}.";
                _report.Add(ProblemStage.UnknownKeys, Path(name), null, remedy, value.Origin);
            }
        }

        foreach (var (name, variables) in _variables?.Members ?? new Dictionary<string, EnvironmentSource>())
        {
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                foreach (var variable in variables.All)
                {
                    // Broker__listen__port: every word taken for a level.
                    var words = variable[Variable("").Length..].Replace(EnvironmentSource.Separator, "_", StringComparison.Ordinal);
                    var nearest = Variable(NearestName.Find(words, names));
                    _report.AddVariable(variable, $"There is no such key. The nearest known one is {nearest}.");
                }
            }
        }
    }

    /// <summary>Reports a problem with the value.</summary>
    /// <param name="shown">What was found, safe to print, or null.</param>
    /// <param name="remedy">What is wrong and what would be right.</param>
    public void Report(string? shown, string remedy)
    {
        IsSound = false;
        _report.Add(ProblemStage.Values, Key, shown, remedy, Origin);
    }

    /// <summary>Reports a problem with something that is no key: an option, or a variable of another name.</summary>
    public void ReportAt(string key, string? shown, string remedy, SettingOrigin origin) =>
        _report.Add(ProblemStage.Values, key, shown, remedy, origin);

    /// <summary>Notes that something is in effect which is no key.</summary>
    public void ShowAt(string key, string value, SettingOrigin origin) => _report.Show(key, value, origin);

    /// <summary>Notes what is in effect; must not be a secret.</summary>
    public void Show(string value) => _report.Show(Key, value, Origin);

    /// <summary>Notes something that is allowed but deserves a word.</summary>
    public void Warn(string warning) => _report.Warn(warning);

    private SourceValue? InFile(string name) => _value?.Members.GetValueOrDefault(name);

    private string Path(string name) => Key.Length == 0 ? name : $"{Key}.{name}";

    private string Variable(string name) =>
        EnvironmentSource.Prefix + Path(name).Replace(".", EnvironmentSource.Separator, StringComparison.Ordinal);

    private SettingsNode Read(string name, SourceValue? value, EnvironmentSource? variables = null)
    {
        var node = new SettingsNode(Path(name), name, value, _report, variables);
        _read.Add(node);
        return node;
    }

    private void Refuse(IEnumerable<string>? variables, string remedy)
    {
        foreach (var variable in variables ?? [])
        {
            _report.AddVariable(variable, remedy);
        }
    }
}
