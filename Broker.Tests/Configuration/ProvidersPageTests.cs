using System.Text.RegularExpressions;
using Broker.Lessons;
using Broker.Service.Configuration;

namespace Broker.Tests.Configuration;

/// <summary>docs/providers.md has each preset with all that it fills in, and nothing else.</summary>
public sealed partial class ProvidersPageTests
{
    private const string Uploads = "# uploads (multipart)";

    private static readonly string Page =
        File.ReadAllText(Path.Combine(Stage.Find(AppContext.BaseDirectory)!.Repository, "docs", "providers.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Page_Table_HasEachPreset() => Assert.Equal(ProviderPreset.All.Select(Cells), Row().Matches(Page).Select(row => row.Value));

    [Fact]
    public void Page_Entries_AreThoseOfEachPreset()
    {
        var blocks = Block().Matches(Page)
            .SelectMany(block => Name().Matches(block.Groups[1].Value).Select(name => $"{name.Groups[1].Value}\n{block.Groups[2].Value}"))
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            ProviderPreset.All.Select(preset => string.Join('\n', Lines(preset))).Order(StringComparer.Ordinal),
            blocks);
    }

    private static IEnumerable<string> Lines(ProviderPreset preset) =>
        [preset.Name, .. preset.Entries, .. preset.Uploads.Take(1).Select(_ => Uploads), .. preset.Uploads];

    private static string Cells(ProviderPreset preset) =>
        $"| `{preset.Name}` | {Address(preset)} | {Credential(preset)} | {Code(preset.RequestHeaders)} | {preset.Dialect} |";

    private static string Address(ProviderPreset preset) => preset.BaseUrl is { } url ? $"`{url}`" : "yours";

    private static string Credential(ProviderPreset preset) =>
        Code([preset.Credential.Header, .. preset.Credential.Prefix.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

    private static string Code(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    [GeneratedRegex("^\\| `.*\\|(?=\n)", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^### (`.*)\n\n```text\n([^`]*)\n```", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Name();
}
