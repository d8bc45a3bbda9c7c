using System.Globalization;

namespace Broker.Service.Configuration;

/// <summary>Origin of a setting.</summary>
internal sealed record SettingOrigin
{
    private SettingOrigin(string text) => Text = text;

    public static SettingOrigin Default { get; } = new("default");

    public static SettingOrigin File { get; } = new("file");

    public static SettingOrigin CommandLine { get; } = new("command line");

    /// <summary>The system's limit on open files.</summary>
    public static SettingOrigin OpenFiles(ulong limit) => new(string.Create(CultureInfo.InvariantCulture, $"limit of {limit} open files"));

    /// <summary>The origin in words.</summary>
    public string Text { get; }

    public static SettingOrigin Variable(string name) => new($"environment variable {DisplayText.Plain(name)}");

    /// <summary>Joins the origins of the parts of a value.</summary>
    public static SettingOrigin Join(IEnumerable<SettingOrigin> parts)
    {
        var distinct = parts.Select(part => part.Text).Distinct().ToArray();
        return distinct.Length == 0 ? Default : new(string.Join(", ", distinct));
    }

    public override string ToString() => Text;
}
