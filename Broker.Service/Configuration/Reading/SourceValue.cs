namespace Broker.Service.Configuration.Reading;

/// <summary>Kinds of values in the sources.</summary>
internal enum SourceKind
{
    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>A JSON number.</summary>
    Number,

    /// <summary>JSON <c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>JSON <c>null</c>.</summary>
    Null,

    /// <summary>The value of an environment variable: text, number or flag, as its key requires.</summary>
    Variable,

    List,

    /// <summary>An object, or variables with a common prefix.</summary>
    Object,
}

/// <summary>A value of the file or the environment, not checked yet.</summary>
/// <param name="text">Text of a string or variable; spelling of a number, flag or null.</param>
internal sealed class SourceValue(SourceKind kind, SettingOrigin origin, string text = "")
{
    public SourceKind Kind => kind;

    public SettingOrigin Origin => origin;

    /// <summary>Text of a string or variable; spelling of a number, flag or null.</summary>
    public string Text => text;

    public IReadOnlyList<SourceValue> Items { get; init; } = [];

    /// <summary>Members of an object, by name as written.</summary>
    public IReadOnlyDictionary<string, SourceValue> Members { get; init; } = new Dictionary<string, SourceValue>();

    /// <summary>True for a string and for a variable.</summary>
    public bool IsText => kind is SourceKind.Text or SourceKind.Variable;

    /// <summary>The value as problems show it.</summary>
    public string Shown => kind switch
    {
        SourceKind.Text or SourceKind.Variable => DisplayText.Quote(text),
        SourceKind.List or SourceKind.Object => Described,
        _ => DisplayText.Plain(text),
    };

    /// <summary>The kind in words, for problems that must not show the value.</summary>
    public string Described => kind switch
    {
        SourceKind.Text or SourceKind.Variable => text.Length == 0 ? "an empty string" : "a string",
        SourceKind.Number => "a number",
        SourceKind.Flag => "true or false",
        SourceKind.Null => "null",
        SourceKind.List => Items.Count == 0 ? "an empty list" : "a list",
        _ => "an object",
    };

    /// <summary>Creates a list with the joined origins of its items.</summary>
    public static SourceValue List(IReadOnlyList<SourceValue> items) =>
        new(SourceKind.List, SettingOrigin.Join(items.Select(item => item.Origin))) { Items = items };

    /// <summary>Creates an object with the joined origins of its members.</summary>
    public static SourceValue Object(IReadOnlyDictionary<string, SourceValue> members) =>
        new(SourceKind.Object, SettingOrigin.Join(members.Values.Select(member => member.Origin))) { Members = members };
}
