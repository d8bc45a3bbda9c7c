using System.Globalization;

namespace Broker.Service.Configuration;

/// <summary>Where a setting came from.</summary>
internal sealed record SettingOrigin
{
    private SettingOrigin(string text) => Text = text;

    /// <summary>Nobody set it.</summary>
    public static SettingOrigin Default { get; } = new("default");

    /// <summary>The configuration file.</summary>
    public static SettingOrigin File { get; } = new("file");

    /// <summary>An option of the process.</summary>
    public static SettingOrigin CommandLine { get; } = new("command line");

    /// <summary>The system's limit on open files.</summary>
    public static SettingOrigin OpenFiles(ulong limit) => new(string.Create(CultureInfo.InvariantCulture, $"limit of {limit} open files"));

    /// <summary>How it is named to a reader.</summary>
    public string Text { get; }

    /// <summary>An environment variable.</summary>
    /// <param name="name">Its name, as it was found.</param>
    public static SettingOrigin Variable(string name) => new($"environment variable {DisplayText.Plain(name)}");

    /// <summary>Joins the origins of a value made of parts.</summary>
    /// <param name="parts">The origin of each part.</param>
    public static SettingOrigin Join(IEnumerable<SettingOrigin> parts)
    {
        var distinct = parts.Select(part => part.Text).Distinct().ToArray();
        return distinct.Length == 0 ? Default : new(string.Join(", ", distinct));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
