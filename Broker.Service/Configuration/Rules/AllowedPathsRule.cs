using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Rules;

/// <summary>What hosts may ask for.</summary>
internal static class AllowedPathsRule
{
    private const string DefaultMethod = "POST";
    private const string Expected = "Give /path, which means POST, or METHOD /path, such as \"GET /v1/models\".";

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

    /// <summary>Paths that the broker answers itself when they are asked for with GET.</summary>
    private static readonly string[] Own = ["/healthz", "/health", "/alive"];

    /// <summary>Reads <c>allowed_paths</c>.</summary>
    /// <param name="reader">The settings.</param>
    public static IReadOnlyList<AllowedPath> Read(SettingsReader reader)
    {
        var raw = reader.Find(SettingNames.AllowedPaths);
        var paths = new List<AllowedPath>();
        if (raw is RawSetting.List { Items: [_, ..] items })
        {
            for (var index = 0; index < items.Count; index++)
            {
                Take(reader, $"{SettingNames.AllowedPaths}[{index}]", items[index], paths);
            }
        }
        else if (raw is null)
        {
            reader.Report(SettingNames.AllowedPaths, null, "The key is missing. Give a list of at least one path, such as [\"/v1/responses\"].", SettingOrigin.Default);
        }
        else
        {
            reader.Report(SettingNames.AllowedPaths, raw.Shown, "Give a list of at least one path, such as [\"/v1/responses\"].", raw.Origin);
        }

        reader.Show(SettingNames.AllowedPaths, string.Join(", ", paths.Select(path => path.Entry)), raw?.Origin ?? SettingOrigin.Default);
        return paths;
    }

    private static void Take(SettingsReader reader, string key, RawSetting item, List<AllowedPath> paths)
    {
        if (!SettingsReader.TryText(item, out var entry))
        {
            reader.Report(key, item.Shown, Expected, item.Origin);
        }
        else if (Fault(entry, out var path) is { } fault)
        {
            reader.Report(key, DisplayText.Quote(entry), $"{fault} {Expected}", item.Origin);
        }
        else if (paths.Any(earlier => earlier.Method == path.Method && earlier.Path == path.Path))
        {
            reader.Warn($"{SettingNames.AllowedPaths} lists {DisplayText.Quote(entry)} twice.");
        }
        else
        {
            paths.Add(path);
        }
    }

    private static string? Fault(string entry, out AllowedPath path)
    {
        var space = entry.IndexOf(' ', StringComparison.Ordinal);
        var method = space < 0 ? DefaultMethod : entry[..space];
        path = new(method, entry[(space + 1)..], entry);
        if (!Methods.Contains(method))
        {
            return $"The method must be one of {string.Join(", ", Methods)}, in capitals.";
        }

        if (TargetPath.Fault(path.Path) is { } fault)
        {
            return fault;
        }

        // Routes match without regard to case or a trailing slash, so these would be answered here as well.
        return method == "GET" && Own.Contains(path.Path.TrimEnd('/'), StringComparer.OrdinalIgnoreCase)
            ? "The broker answers this path itself and never forwards it."
            : null;
    }
}
