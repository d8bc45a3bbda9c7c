using System.Text.RegularExpressions;

namespace Broker.Tests;

/// <summary>The shape of the broker's source: folders depend downwards only, and no file is long.</summary>
public sealed partial class ConventionTests
{
    private const int MaxLines = 200;

    [Fact]
    public void Folders_OfTheBroker_DependDownwardsOnly()
    {
        var uses = Sources().SelectMany(Uses).Distinct().ToHashSet();

        var twoWay = uses
            .Where(use => string.CompareOrdinal(use.From, use.To) < 0 && uses.Contains((use.To, use.From)))
            .Select(use => $"{use.From} and {use.To}");

        Assert.Empty(twoWay);
    }

    [Fact]
    public void Files_OfTheBroker_AreShort() =>
        Assert.All(Sources(), file => Assert.True(File.ReadLines(file).Count() <= MaxLines, $"{file} is longer than {MaxLines} lines."));

    private static IEnumerable<string> Sources()
    {
        var separator = Path.DirectorySeparatorChar;
        return Directory.EnumerateFiles(Root(), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{separator}obj{separator}", StringComparison.Ordinal) && !file.Contains($"{separator}bin{separator}", StringComparison.Ordinal));
    }

    /// <summary>The folders that a file names, by a using directive or in full.</summary>
    private static IEnumerable<(string From, string To)> Uses(string file)
    {
        var text = File.ReadAllText(file);
        var own = OwnNamespace().Match(text).Groups[1].Value;
        return AnyNamespace().Matches(OwnNamespace().Replace(text, ""))
            .Select(match => (own, match.Groups[1].Value))
            .Where(use => own.Length > 0 && use.Item2 != own && Directory.Exists(Path.Combine(Root(), use.Item2)));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Broker.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder.FullName, "Broker.Service");
    }

    [GeneratedRegex(@"^namespace Broker\.Service\.?(\w*)[\w.]*;", RegexOptions.Multiline)]
    private static partial Regex OwnNamespace();

    [GeneratedRegex(@"\bBroker\.Service\.(\w+)")]
    private static partial Regex AnyNamespace();
}
