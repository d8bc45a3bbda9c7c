namespace Broker.Service.Configuration.Reading;

/// <summary>What a value was written as.</summary>
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

    /// <summary>The value of an environment variable: a text, number or flag, as its key wants it.</summary>
    Variable,

    /// <summary>A list.</summary>
    List,

    /// <summary>An object, or the variables whose names begin alike.</summary>
    Object,
}

/// <summary>A value as the file or the environment has it, before anybody asked whether it is right.</summary>
/// <param name="kind">What it was written as.</param>
/// <param name="origin">Where it was found.</param>
/// <param name="text">The text of a string or variable, or the spelling of a number, flag or null.</param>
internal sealed class SourceValue(SourceKind kind, SettingOrigin origin, string text = "")
{
    /// <summary>What it was written as.</summary>
    public SourceKind Kind => kind;

    /// <summary>Where it was found.</summary>
    public SettingOrigin Origin => origin;

    /// <summary>The text of a string or variable, or the spelling of a number, flag or null.</summary>
    public string Text => text;

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<SourceValue> Items { get; init; } = [];

    /// <summary>The members of an object, by name as written.</summary>
    public IReadOnlyDictionary<string, SourceValue> Members { get; init; } = new Dictionary<string, SourceValue>();

    /// <summary>True if it is a string or a variable, which may stand for one.</summary>
    public bool IsText => kind is SourceKind.Text or SourceKind.Variable;

    /// <summary>The value as a problem may show it.</summary>
    public string Shown => kind switch
    {
        SourceKind.Text or SourceKind.Variable => DisplayText.Quote(text),
        SourceKind.List or SourceKind.Object => Described,
        _ => DisplayText.Plain(text),
    };

    /// <summary>What it is, for a problem that must not show the value.</summary>
    public string Described => kind switch
    {
        SourceKind.Text or SourceKind.Variable => text.Length == 0 ? "an empty string" : "a string",
        SourceKind.Number => "a number",
        SourceKind.Flag => "true or false",
        SourceKind.Null => "null",
        SourceKind.List => Items.Count == 0 ? "an empty list" : "a list",
        _ => "an object",
    };

    /// <summary>Returns a list with the origin of its items.</summary>
    public static SourceValue List(IReadOnlyList<SourceValue> items) =>
        new(SourceKind.List, SettingOrigin.Join(items.Select(item => item.Origin))) { Items = items };

    /// <summary>Returns an object with the origin of its members.</summary>
    public static SourceValue Object(IReadOnlyDictionary<string, SourceValue> members) =>
        new(SourceKind.Object, SettingOrigin.Join(members.Values.Select(member => member.Origin))) { Members = members };
}
