namespace Broker.Bench.Report;

/// <summary>The page and the picture that the results go into.</summary>
internal sealed class Documents
{
    private const string Beginning = "<!-- figures: written by bench/Broker.Bench --write -->";
    private const string End = "<!-- end of figures -->";

    private const string Picture =
        "![The broker beside nginx: requests per second, CPU per request, peak memory, and start-up time.](pictures/performance.svg)";

    private Documents(string repository) => Repository = repository;

    /// <summary>The repository's folder.</summary>
    public string Repository { get; }

    /// <summary>Finds them above the working folder, or above this program.</summary>
    /// <exception cref="BenchException">Neither is inside the repository.</exception>
    public static Documents Find()
    {
        foreach (var place in (string[])[Environment.CurrentDirectory, AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(place); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Broker.sln")))
                {
                    return new Documents(folder.FullName);
                }
            }
        }

        throw new BenchException("Run it inside the repository: there is no Broker.sln here or above.");
    }

    /// <summary>Puts the results between the page's marks and replaces the picture.</summary>
    /// <exception cref="BenchException">The page has no marks.</exception>
    public void Write(string report, string chart)
    {
        var page = Path.Combine(Repository, "docs", "performance.md");
        File.WriteAllText(page, Replace(File.ReadAllText(page), $"{Picture}\n\n{report}"));
        File.WriteAllText(Path.Combine(Repository, "docs", "pictures", "performance.svg"), chart);
        Console.WriteLine("Written: docs/performance.md, docs/pictures/performance.svg");
    }

    /// <summary>The page with other results between its marks; the rest stays.</summary>
    /// <param name="page">The page.</param>
    /// <param name="report">The results.</param>
    /// <exception cref="BenchException">The page has no marks.</exception>
    public static string Replace(string page, string report)
    {
        var from = page.IndexOf(Beginning, StringComparison.Ordinal);
        var to = page.IndexOf(End, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? $"{page[..(from + Beginning.Length)]}\n\n{report.Trim()}\n\n{page[to..]}"
            : throw new BenchException($"docs/performance.md needs the lines {Beginning} and {End}; the results go between them.");
    }
}
