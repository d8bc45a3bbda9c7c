namespace Broker.Service.Configuration.Reading;

/// <summary>
/// A node of the configuration with the value in effect: the environment's, or else the file's. Records the members that were read: any
/// other is an unknown key, and its nearest name is found among them.
/// </summary>
internal sealed class SettingsNode
{
    /// <summary>Names the schema for editors; ignored.</summary>
    private const string Schema = "$schema";

    private readonly SourceValue? _value;
    private readonly EnvironmentSource? _variables;
    private readonly SettingsReport _report;
    private readonly List<SettingsNode> _read = [];

    private SettingsNode(string key, string name, SourceValue? value, SettingsReport report, EnvironmentSource? variables = null) =>
        (Key, Name, _value, _report, _variables) = (key, name, value, report, variables);

    /// <summary>Path of the node, such as <c>secret_source.argv[0]</c>.</summary>
    public string Key { get; }

    /// <summary>Last part of the path.</summary>
    public string Name { get; }

    /// <summary>The value; null if there is none.</summary>
    public SourceValue? Value => _value;

    /// <summary>True if the file or the environment has a value.</summary>
    public bool IsGiven => _value is not null || _read.Any(member => member.IsGiven);

    /// <summary>True unless a problem with the value was reported.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>Origin of the value.</summary>
    public SettingOrigin Origin => _read.Any(member => member.IsGiven && member.Origin != SettingOrigin.File)
        ? SettingOrigin.Join(_read.Where(member => member.IsGiven).Select(member => member.Origin))
        : _value?.Origin ?? SettingOrigin.Default;

    /// <summary>Items of a list.</summary>
    public IEnumerable<SettingsNode> Items =>
        _value?.Items.Select((item, index) => new SettingsNode($"{Key}[{index}]", "", item, _report)) ?? [];

    /// <summary>Members of an object with arbitrary names.</summary>
    public IEnumerable<SettingsNode> Members =>
        _value?.Members.Select(member => new SettingsNode(Path(member.Key), member.Key, member.Value, _report)) ?? [];

    /// <summary>Creates the root node.</summary>
    public static SettingsNode Root(SourceValue? file, EnvironmentSource variables, SettingsReport report) =>
        new("", "", file, report, variables);

    /// <summary>Reads a member that is a single value.</summary>
    public SettingsNode Scalar(string name)
    {
        var variables = _variables?.Members.GetValueOrDefault(name);
        Refuse(variables?.Below, $"{name} is a single value. Write {Variable(name)}.");
        return Read(name, variables?.Value ?? InFile(name));
    }

    /// <summary>Reads a member that is a list. A list of the environment replaces the file's.</summary>
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

    /// <summary>Reads a member that is an object of single values with arbitrary names; merges file and environment by name.</summary>
    /// <param name="expected">What to write, for problems: <c>NAME, with the name of a header</c>.</param>
    public SettingsNode Map(string name, string expected)
    {
        var (given, refused) = EnvironmentSource.ReadMembers(_variables?.Members.GetValueOrDefault(name));
        Refuse(refused, $"{name} is an object of strings. Write {Variable(name)}__{expected}.");
        var file = InFile(name);
        if (given.Count == 0 || file is { Kind: not SourceKind.Object })
        {
            // A value of the wrong type is kept, so that it is reported.
            return Read(name, file);
        }

        var kept = file?.Members.Where(member => !given.ContainsKey(member.Key)) ?? [];
        return Read(name, SourceValue.Object(kept.Concat(given).ToDictionary(StringComparer.Ordinal)));
    }

    /// <summary>Reads a member with known members of its own, which the caller reads next.</summary>
    /// <param name="kind">Name of the deciding member: if the environment has it, the file's object is ignored.</param>
    public SettingsNode Section(string name, string kind)
    {
        var variables = _variables?.Members.GetValueOrDefault(name);
        var file = variables?.Members.GetValueOrDefault(kind)?.Value is null ? InFile(name) : null;
        return Read(name, file, file is { Kind: not SourceKind.Object } ? null : variables);
    }

    /// <summary>Reads a member that is an object of objects with arbitrary names; merges file and environment by name.</summary>
    /// <param name="sections">Its members. A name that only the environment has is in lower case.</param>
    public SettingsNode Sections(string name, out IReadOnlyList<SettingsNode> sections)
    {
        var (file, variables) = (InFile(name), _variables?.Members.GetValueOrDefault(name));
        var node = Read(name, file, variables);
        var names = (file?.Members.Keys ?? []).Concat(variables?.Members.Keys.Select(key => key.ToLowerInvariant()) ?? []);
        sections = [.. names.Distinct(StringComparer.OrdinalIgnoreCase).Select(
            member => node.Read(member, file?.Members.GetValueOrDefault(member), variables?.Members.GetValueOrDefault(member)))];
        return node;
    }

    /// <summary>Returns true if the file or the environment has the member. Does not count as reading it.</summary>
    public bool Has(string name) => InFile(name) is not null || _variables?.Members.ContainsKey(name) == true;

    /// <summary>Reports every member that was not read, without its value: it may be a secret.</summary>
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
                    // In Broker__listen__port every word was taken for a level.
                    var words = variable[Variable("").Length..].Replace(EnvironmentSource.Separator, "_", StringComparison.Ordinal);
                    var nearest = Variable(NearestName.Find(words, names));
                    _report.AddVariable(variable, $"There is no such key. The nearest known one is {nearest}.");
                }
            }
        }
    }

    /// <summary>Reports a problem with the value.</summary>
    /// <param name="shown">The value, safe to print, or null.</param>
    /// <param name="remedy">What is wrong, and what to write instead.</param>
    public void Report(string? shown, string remedy)
    {
        IsSound = false;
        _report.Add(ProblemStage.Values, Key, shown, remedy, Origin);
    }

    /// <summary>Reports a problem with an option, or with a variable that stands for no key.</summary>
    public void ReportAt(string key, string? shown, string remedy, SettingOrigin origin) =>
        _report.Add(ProblemStage.Values, key, shown, remedy, origin);

    /// <summary>Adds a setting that is no key to those in effect.</summary>
    public void ShowAt(string key, string value, SettingOrigin origin) => _report.Show(key, value, origin);

    /// <summary>Adds the value to the settings in effect; it must not be a secret.</summary>
    public void Show(string value) => _report.Show(Key, value, Origin);

    /// <summary>Adds a warning: valid, but probably not intended.</summary>
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
