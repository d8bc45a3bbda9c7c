using Broker.Lessons;
using Broker.Lessons.Checks;

namespace Broker.Tests.Lab.Pages;

/// <summary>The commands of the pages that a newcomer follows are run, and print what the page shows below them.</summary>
[Collection(nameof(SharedLab))]
public sealed class PageTests(LabFixture lab)
{
    private static readonly string Repository = Stage.Find(AppContext.BaseDirectory)!.Repository;

    public static TheoryData<string> Pages =>
        [.. Files.Select(Name)];

    private static string Docs => Path.Combine(Repository, "docs");

    private static IEnumerable<string> Files =>
    [
        Path.Combine(Repository, "README.md"),
        Path.Combine(Docs, "start.md"),
        Path.Combine(Docs, "configuration.md"),
        Path.Combine(Docs, "security.md"),
        .. Directory.GetFiles(Path.Combine(Docs, "lessons"), "*.md").Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_ItsCommands_PrintWhatItShows(string page)
    {
        await using var workplace = new Workplace(Repository, lab);
        var printed = "";
        foreach (var block in PageBlock.Read(Path.Combine(Repository, page)))
        {
            switch (block.Language)
            {
                case "sh":
                    foreach (var command in ShellCommands.Posix(block))
                    {
                        printed = await workplace.RunAsync(command);
                    }

                    break;
                case "json":
                    Printed.AssertSameJson(block, printed);
                    break;
                case "text":
                    Printed.AssertSameLines(block, printed);
                    break;
                default:
                    // Code for hosts, drawings, and what PowerShell users type instead: see below.
                    Assert.Contains(block.Language, (string[])["", "csharp", "python", "powershell"]);
                    break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_ForPowerShell_HasTheSameCommands(string page)
    {
        PageBlock? posix = null;
        foreach (var block in PageBlock.Read(Path.Combine(Repository, page)))
        {
            posix = block.Language == "sh" ? block : posix;
            if (block.Language == "powershell")
            {
                Assert.NotNull(posix);
                Assert.Equal(ShellCommands.Posix(posix).Select(command => command.Line), ShellCommands.PowerShell(block).Select(command => command.Line));
            }
        }

        Assert.True(posix is not null || page.EndsWith("lessons/README.md", StringComparison.Ordinal));
    }

    [Fact]
    public void Lessons_HaveAPageEach_ThatEndsInItsCheck() =>
        Assert.Equal(
            LessonCheck.All.Select(check => ($"# {check.Number}. {check.Title}", $"dotnet run --project learn/Lessons -- check {check.Number}")),
            Files.Where(file => char.IsAsciiDigit(Path.GetFileName(file)[0])).Select(file =>
                (File.ReadLines(file).First(), PageBlock.Read(file).Last(block => block.Language == "sh").Text)));

    [Fact]
    public void Links_OfEveryPage_LeadToFilesThatExist()
    {
        var pages = Files.Concat(Directory.GetFiles(Docs, "*.md")).Append(Path.Combine(Repository, "SECURITY.md")).Distinct();
        var targets = pages.SelectMany(page => PageLink.Targets(File.ReadAllText(page)).Select(target => Path.Combine(Path.GetDirectoryName(page)!, target))).ToList();

        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.True(Path.Exists(target), target));
    }

    [Fact]
    public void Pictures_AreEachOnAPage_AndEachLessonHasOne()
    {
        var shown = Files.Append(Path.Combine(Repository, "docs", "performance.md")).ToDictionary(file => file, file => PageLink.Pictures(File.ReadAllText(file)).ToList());

        Assert.All(shown.Values.SelectMany(pictures => pictures), picture => Assert.True(picture.Text.Length > 20, $"{picture.Target} is not described."));
        Assert.Equal(
            Directory.GetFiles(Path.Combine(Repository, "docs", "pictures")).Order(StringComparer.Ordinal),
            shown.SelectMany(page => page.Value.Select(picture => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page.Key)!, picture.Target)))).Distinct().Order(StringComparer.Ordinal));
        Assert.All(shown.Where(page => char.IsAsciiDigit(Path.GetFileName(page.Key)[0])), page => Assert.NotEmpty(page.Value));
    }

    private static string Name(string file) => Path.GetRelativePath(Repository, file).Replace('\\', '/');
}
