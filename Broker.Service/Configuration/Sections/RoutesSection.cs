using System.Buffers;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads the routes: methods and request targets that are allowed.</summary>
internal static class RoutesSection
{
    private const string Expected = "Give /path, which means POST, or METHOD /path, such as \"GET /v1/models\".";
    private const string BodyExpected = "json (checked), multipart (an upload) or any";

    private static readonly SearchValues<char> Pattern = SearchValues.Create("{}*");
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

    /// <summary>Paths of GET requests that the broker answers itself.</summary>
    private static readonly string[] LocalPaths = ["/healthz", "/health", "/alive"];

    /// <summary>Reads the lab's list: paths that stand for themselves.</summary>
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
            ReadText(item, node.Key, routes, FindProblem);
        }

        node.Show(string.Join(", ", routes.Select(route => route.Entry)));
        return routes;
    }

    /// <summary>Reads the lists of the general form: the first replaces the preset's entries, the second adds to them.</summary>
    public static IReadOnlyList<RouteSettings> Read(SettingsNode allowed, SettingsNode additional, ProviderPreset preset)
    {
        List<RouteSettings> routes = allowed.IsGiven ? [] : [.. preset.Entries.Select(Parse), .. preset.Uploads.Select(entry => Parse(entry) with { Body = BodyRule.Multipart })];
        foreach (var node in (SettingsNode[])[allowed, additional])
        {
            if (node.Value is { } value && (value.Kind != SourceKind.List || (value.Items.Count == 0 && node == allowed)))
            {
                node.Report(value.Shown, "Give a list of entries, such as [\"/v1/responses\", \"GET /v1/models/{model}\"].");
            }

            foreach (var item in node.Items)
            {
                Read(item, node.Key, routes);
            }
        }

        return routes;
    }

    /// <summary>Returns why an entry may not be in the lab's list, as a sentence; null if it may.</summary>
    public static string? FindProblem(string entry) => FindProblem(entry, out _);

    /// <summary>Parses an entry that is known to be valid.</summary>
    private static RouteSettings Parse(string entry) => FindPatternProblem(entry, out var route) is { } problem
        ? throw new InvalidOperationException($"{entry}: {problem}")
        : route;

    /// <summary>Reads an entry of the general form: a string, or an object with rules of its own.</summary>
    private static void Read(SettingsNode item, string list, List<RouteSettings> routes)
    {
        if (item.Value is not { Kind: SourceKind.Object })
        {
            ReadText(item, list, routes, FindPatternProblem);
            return;
        }

        var (path, body, bytes) = (item.Scalar("path"), item.Scalar("body"), item.Scalar("max_request_bytes"));
        var rule = body.Text("json", BodyExpected) switch
        {
            "json" => BodyRule.Json,
            "multipart" => BodyRule.Multipart,
            "any" => BodyRule.Any,
            _ => (BodyRule?)null,
        };
        if (rule is null)
        {
            body.Report(body.Value?.Shown, $"Give {BodyExpected}.");
        }

        int? limit = bytes.IsGiven ? LimitsSection.ReadBytes(bytes, 1) : null;
        var known = routes.Count;
        if (path.IsGiven)
        {
            ReadText(path, list, routes, FindPatternProblem);
        }
        else
        {
            path.Report(null, $"The key is missing. {Expected}");
        }

        item.ReportUnknown();
        if (routes.Count > known)
        {
            routes[^1] = routes[^1] with { Body = rule ?? BodyRule.Json, MaxRequestBytes = limit };
        }
    }

    private delegate string? Check(string entry, out RouteSettings route);

    private static void ReadText(SettingsNode item, string list, List<RouteSettings> routes, Check check)
    {
        if (item.TextOrNull() is not { } entry)
        {
            item.Report(item.Value?.Shown, Expected);
        }
        else if (check(entry, out var route) is { } problem)
        {
            item.Report(DisplayText.Quote(entry), $"{problem} {Expected}");
        }
        else if (routes.Any(earlier => earlier.Method == route.Method && earlier.Path == route.Path))
        {
            item.Warn($"{list} lists {DisplayText.Quote(entry)} twice.");
        }
        else
        {
            routes.Add(route);
        }
    }

    private static string? FindPatternProblem(string entry, out RouteSettings route)
    {
        var method = SplitMethod(entry, out var rest);
        var problem = EntryPattern.FindProblem(rest, out var path, out var keys);
        route = new(method, path, entry) { QueryKeys = keys };
        return FindMethodProblem(method) ?? problem ?? FindLocalProblem(route);
    }

    private static string? FindProblem(string entry, out RouteSettings route)
    {
        var method = SplitMethod(entry, out var path);
        route = new(method, path, entry);
        if ((FindMethodProblem(method) ?? TargetPath.FindProblem(path)) is { } problem)
        {
            return problem;
        }

        return path.AsSpan().ContainsAny(Pattern)
            ? "A path holds no {, } or *: it is compared byte for byte and stands for itself alone. List each path that hosts may ask for;"
                + " names such as {id} are for a file with upstreams and callers."
            : FindLocalProblem(route);
    }

    private static string SplitMethod(string entry, out string rest)
    {
        var space = entry.IndexOf(' ', StringComparison.Ordinal);
        rest = entry[(space + 1)..];
        return space < 0 ? "POST" : entry[..space];
    }

    private static string? FindMethodProblem(string method) => Methods.Contains(method)
        ? null
        : $"The method must be one of {string.Join(", ", Methods)}, in capitals.";

    // The endpoints match case-insensitively and ignore a trailing slash, so the broker would answer these too.
    private static string? FindLocalProblem(RouteSettings route) =>
        route.Method == "GET" && LocalPaths.Contains(route.Path.TrimEnd('/'), StringComparer.OrdinalIgnoreCase)
            ? "The broker answers this path itself and never forwards it."
            : null;
}
