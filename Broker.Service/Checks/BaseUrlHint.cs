using Broker.Service.Requests;

namespace Broker.Service.Checks;

/// <summary>
/// Finds targets that are refused for nothing but how a tool puts its base URL before a path. Only says so: what is compared byte for byte
/// stays refused.
/// </summary>
internal static class BaseUrlHint
{
    private const string Version = "/v1";

    /// <summary>Returns which base URL would do, as a sentence; null if the target is refused for another reason.</summary>
    /// <param name="record">The request.</param>
    /// <param name="method">The method that entries are compared with.</param>
    public static string? Find(RequestRecord record, string method)
    {
        var target = record.RawTarget;
        if (!target.StartsWith('/') || target.Contains('?'))
        {
            return null;
        }

        var usual = $"/{string.Join('/', target.Split('/', StringSplitOptions.RemoveEmptyEntries))}";
        if (usual != target && IsAllowed(usual))
        {
            var end = target.IndexOf("//", StringComparison.Ordinal);
            return end >= 0
                ? $"there are two slashes where one belongs; set the tool's base URL to {Url(target[..end])}, without a slash at its end"
                : $"there is a slash at the end of the path; set the tool's base URL to {Url(Base(usual))} and its path without that slash";
        }

        if (usual.StartsWith($"{Version}{Version}/", StringComparison.Ordinal) && IsAllowed(usual[Version.Length..]))
        {
            return $"{Version} is there twice; the tool adds it itself, so set its base URL to {Url("")}, without {Version}";
        }

        return IsAllowed(Version + usual) ? $"{Version} is missing; set the tool's base URL to {Url(Version)}" : null;

        bool IsAllowed(string path) => record.Policy.Routes.Find(method, path) is not null;

        // The first check let this host pass: it names this machine.
        string Url(string path) => $"http://{record.Headers.Host}{path}";
    }

    private static string Base(string path) => path.StartsWith($"{Version}/", StringComparison.Ordinal) ? Version : "";
}
