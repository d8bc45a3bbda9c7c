using System.Text.RegularExpressions;

namespace Broker.Tests.Lab.Pages;

/// <summary>Links of a page.</summary>
internal static partial class PageLink
{
    /// <summary>Files that a page links to or shows, as it names them; addresses of the web and places on a page are left out.</summary>
    public static IEnumerable<string> Targets(string page) =>
        Link().Matches(page).Select(match => match.Groups[1].Value.Split('#')[0]).Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal));

    /// <summary>Pictures that a page shows, with what it says to who cannot see them.</summary>
    public static IEnumerable<(string Text, string Target)> Pictures(string page) =>
        Picture().Matches(page).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    [GeneratedRegex(@"!\[([^\]]*)\]\(([^)\s]+)\)")]
    private static partial Regex Picture();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
