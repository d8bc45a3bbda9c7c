using System.Text.RegularExpressions;

namespace Broker.AppHost.Embedded.Dashboard.Output;

/// <summary>How bad a line is, as far as it says so itself: programs write much to standard error that is no error.</summary>
internal static partial class LineTone
{
    private static readonly string[] Red = ["ink-1", "ink-9", "ground-1", "ground-9"];

    /// <summary>Whether a line tells of an error: it begins with such a level, or a part of it is red.</summary>
    /// <param name="pieces">The line, taken apart.</param>
    public static bool IsError(IReadOnlyList<AnsiPiece> pieces) =>
        pieces.Any(piece => piece.Style.Split(' ').Any(Red.Contains)) || Level().IsMatch(string.Concat(pieces.Select(piece => piece.Text)));

    [GeneratedRegex(@"^[\d\sTZ:.,+/\[\]()-]*(fail|crit|error|err|fatal|critical|panic|unhandled exception)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Level();
}
