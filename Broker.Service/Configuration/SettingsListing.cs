using System.Globalization;

namespace Broker.Service.Configuration;

/// <summary>
/// Writes the settings in effect: first those of the whole process, then each upstream with a table of its entries, then each caller. The
/// lab's form has the first part alone.
/// </summary>
internal static class SettingsListing
{
    /// <summary>Longest value that widens a column.</summary>
    private const int WidestValue = 60;

    public static void Write(TextWriter output, ConfigurationResult.Loaded loaded)
    {
        output.WriteLine($"The configuration {DisplayText.Plain(loaded.FilePath, 400)} is valid. In effect:");
        var groups = loaded.Effective.GroupBy(setting => Split(setting.Key).Group, StringComparer.Ordinal);
        foreach (var group in groups.OrderBy(group => group.Key.Length > 0))
        {
            var indent = "  ";
            if (group.Key.Length > 0)
            {
                output.WriteLine();
                output.WriteLine($"{indent}{group.Key}");
                indent += "  ";
            }

            WriteSettings(output, indent, [.. group]);
            if (loaded.Settings.Upstreams.FirstOrDefault(upstream => group.Key == $"upstreams.{upstream.Name}") is { } upstream)
            {
                WriteEntries(output, indent, upstream);
            }
        }
    }

    private static void WriteSettings(TextWriter output, string indent, IReadOnlyList<EffectiveSetting> settings)
    {
        var key = settings.Max(setting => Split(setting.Key).Name.Length);
        var value = settings.Select(setting => setting.Value.Length).Where(length => length <= WidestValue).DefaultIfEmpty().Max();
        foreach (var setting in settings)
        {
            output.WriteLine($"{indent}{Split(setting.Key).Name.PadRight(key)}  {setting.Value.PadRight(value)}  {setting.Origin}");
        }
    }

    /// <summary>Writes what hosts may ask for. The path comes last: it is of any length.</summary>
    private static void WriteEntries(TextWriter output, string indent, UpstreamSettings upstream)
    {
        var key = upstream.SecretSource.Kind == SecretSourceKind.None ? "without a key" : $"with the key in {upstream.Credential.Header}";
        output.WriteLine($"{indent}entries: {upstream.PathPrefix}/… goes to {upstream.BaseUrl}/…, {key}");
        var rows = upstream.Routes.Select(route => (
            route.Method,
            Body: route.Body.ToString().ToLowerInvariant(),
            Limit: (route.MaxRequestBytes ?? upstream.MaxRequestBytes).ToString(CultureInfo.InvariantCulture),
            Target: $"{upstream.PathPrefix}{route.Path}{Query(route)}")).ToArray();
        var (method, body) = (rows.Max(row => row.Method.Length), rows.Max(row => row.Body.Length));
        var limit = rows.Max(row => row.Limit.Length);
        foreach (var row in rows)
        {
            var rules = $"{row.Method.PadRight(method)}  {row.Body.PadRight(body)}  {row.Limit.PadLeft(limit)} bytes";
            output.WriteLine($"{indent}  {rules}  {row.Target}");
        }
    }

    private static string Query(RouteSettings route) => route.QueryKeys.Count == 0 ? "" : $"?{string.Join('&', route.QueryKeys)}";

    /// <summary>
    /// Splits <c>upstreams.openai.base_url</c> into <c>upstreams.openai</c> and <c>base_url</c>. The group of a key of the process is empty.
    /// </summary>
    private static (string Group, string Name) Split(string key)
    {
        var dot = key.LastIndexOf('.');
        return dot < 0 ? ("", key) : (key[..dot], key[(dot + 1)..]);
    }
}
