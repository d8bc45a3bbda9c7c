using System.Buffers;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads the routes: methods and request targets that are allowed.</summary>
internal static class RoutesSection
{
    private const string Expected = "Give /path, which means POST, or METHOD /path, such as \"GET /v1/models\".";

    private static readonly SearchValues<char> Pattern = SearchValues.Create("{}*");
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

    /// <summary>Paths of GET requests that the broker answers itself.</summary>
    private static readonly string[] LocalPaths = ["/healthz", "/health", "/alive"];

    public static IReadOnlyList<RouteSettings> Read(SettingsNode node)
    {
        var routes = new List<RouteSettings>();
        if (node.Value is not { Kind: SourceKind.List, Items.Count: > 0 })
        {
            var missing = node.IsGiven ? "" : "The key is missing. ";
            node.Report(node.Value?.Shown, $"{missing}Give a list of at least one path, such as [\"/v1/responses\"].");
        }

        foreach (var item in node.Items)
        {
            Read(item, node.Key, routes);
        }

        node.Show(string.Join(", ", routes.Select(route => route.Entry)));
        return routes;
    }

    /// <summary>Returns why an entry may not be listed, as a sentence; null if it may.</summary>
    public static string? FindProblem(string entry) => FindProblem(entry, out _);

    private static void Read(SettingsNode item, string key, List<RouteSettings> routes)
    {
        if (item.TextOrNull() is not { } entry)
        {
            item.Report(item.Value?.Shown, Expected);
        }
        else if (FindProblem(entry, out var route) is { } problem)
        {
            item.Report(DisplayText.Quote(entry), $"{problem} {Expected}");
        }
        else if (routes.Any(earlier => earlier.Method == route.Method && earlier.Path == route.Path))
        {
            item.Warn($"{key} lists {DisplayText.Quote(entry)} twice.");
        }
        else
        {
            routes.Add(route);
        }
    }

    private static string? FindProblem(string entry, out RouteSettings route)
    {
        var space = entry.IndexOf(' ', StringComparison.Ordinal);
        var method = space < 0 ? "POST" : entry[..space];
        route = new(method, entry[(space + 1)..], entry);
        if (!Methods.Contains(method))
        {
            return $"The method must be one of {string.Join(", ", Methods)}, in capitals.";
        }

        if (TargetPath.FindProblem(route.Path) is { } problem)
        {
            return problem;
        }

        if (route.Path.AsSpan().ContainsAny(Pattern))
        {
            return "A path holds no {, } or *: it is compared byte for byte and stands for itself alone. List each path that hosts may ask for;"
                + " names such as {id} are for a file with upstreams and callers.";
        }

        // The endpoints match case-insensitively and ignore a trailing slash, so the broker would answer these too.
        return method == "GET" && LocalPaths.Contains(route.Path.TrimEnd('/'), StringComparer.OrdinalIgnoreCase)
            ? "The broker answers this path itself and never forwards it."
            : null;
    }
}
