using System.Text.RegularExpressions;

namespace Broker.Tests.Lessons.Pages;

/// <summary>Links of a page.</summary>
internal static partial class PageLink
{
    /// <summary>Files that a page links to or shows, as it names them; addresses of the web and places on a page are left out.</summary>
    public static IEnumerable<string> Targets(string page) =>
        Link().Matches(page).Select(match => match.Groups[1].Value.Split('#')[0]).Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
