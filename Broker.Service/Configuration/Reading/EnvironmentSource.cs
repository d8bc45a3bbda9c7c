using System.Globalization;

namespace Broker.Service.Configuration.Reading;

/// <summary>
/// The variables <c>Broker__KEY</c>, <c>Broker__KEY__MEMBER</c>, … as a tree. Names are case-insensitive. The reader of a key decides
/// what its variable means; a variable that no reader reads is an unknown key.
/// </summary>
internal sealed class EnvironmentSource
{
    /// <summary>Start of the names, in any case.</summary>
    public const string Prefix = "Broker__";

    /// <summary>Separates the levels of a name.</summary>
    public const string Separator = "__";

    private readonly Dictionary<string, EnvironmentSource> _members = new(StringComparer.OrdinalIgnoreCase);

    private EnvironmentSource()
    {
    }

    /// <summary>Full name of the variable; null if only longer names exist.</summary>
    public string? Variable { get; private set; }

    /// <summary>Value of the variable; null if only longer names exist.</summary>
    public SourceValue? Value { get; private set; }

    /// <summary>Nodes of the next level, by name.</summary>
    public IReadOnlyDictionary<string, EnvironmentSource> Members => _members;

    /// <summary>Names of this variable and of all below it.</summary>
    public IEnumerable<string> All => Variable is null ? Below : Below.Prepend(Variable);

    /// <summary>Names of all variables below this one.</summary>
    public IEnumerable<string> Below => _members.Values.SelectMany(member => member.All);

    /// <summary>Reads the variables.</summary>
    /// <param name="report">Takes a problem for names that differ in case only.</param>
    public static EnvironmentSource Read(IProcessEnvironment environment, SettingsReport report)
    {
        var root = new EnvironmentSource();
        var names = environment.Variables.Keys
            .Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase);
        foreach (var spellings in names)
        {
            var name = spellings.First();
            if (spellings.Skip(1).Any())
            {
                var all = string.Join(" and ", spellings.Select(spelling => DisplayText.Plain(spelling)));
                report.AddVariable(name, $"{all} differ in case only and mean the same key. Keep one of them.");
            }

            var node = root;
            foreach (var level in name[Prefix.Length..].Split(Separator))
            {
                node = node.GetOrAdd(level);
            }

            node.Variable = name;
            node.Value = new SourceValue(SourceKind.Variable, SettingOrigin.Variable(name), environment.Variables[name]);
        }

        return root;
    }

    /// <summary>Returns the items of a list by index, and the names of variables that are no items.</summary>
    public static (SortedList<int, EnvironmentSource> Items, IReadOnlyList<string> Refused) ReadItems(EnvironmentSource? source)
    {
        var items = new SortedList<int, EnvironmentSource>();
        var refused = OwnName(source);
        foreach (var (index, item) in source?._members ?? [])
        {
            var isItem = item.Value is not null && TryIndex(index, out var number) && items.TryAdd(number, item);
            refused.AddRange(isItem ? item.Below : item.All);
        }

        return (items, refused);
    }

    /// <summary>Returns the members of an object of single values, and the names of variables that are no members.</summary>
    public static (Dictionary<string, SourceValue> Members, IReadOnlyList<string> Refused) ReadMembers(EnvironmentSource? source)
    {
        var members = new Dictionary<string, SourceValue>(StringComparer.OrdinalIgnoreCase);
        var refused = OwnName(source);
        foreach (var (name, member) in source?._members ?? [])
        {
            var isMember = name.Length > 0 && member.Value is not null && members.TryAdd(name, member.Value);
            refused.AddRange(isMember ? member.Below : member.All);
        }

        return (members, refused);
    }

    private static List<string> OwnName(EnvironmentSource? source) => source?.Variable is { } variable ? [variable] : [];

    private static bool TryIndex(string text, out int index) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index) && (text.Length == 1 || text[0] != '0');

    private EnvironmentSource GetOrAdd(string level)
    {
        if (!_members.TryGetValue(level, out var member))
        {
            _members[level] = member = new EnvironmentSource();
        }

        return member;
    }
}
