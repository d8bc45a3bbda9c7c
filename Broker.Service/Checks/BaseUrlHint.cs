using Broker.Service.Dialects;
using Broker.Service.Policy;
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
    /// <param name="method">The method that entries are compared with.</param>
    /// <param name="caller">Nothing is said of upstreams that it may not use.</param>
    public static string? Find(RequestRecord record, string method, Caller caller)
    {
        var target = record.RawTarget.Split('?')[0];
        if (!target.StartsWith('/') || (target.Length < record.RawTarget.Length && !record.Policy.IsGeneral))
        {
            return null;
        }

        var usual = $"/{string.Join('/', target.Split('/', StringSplitOptions.RemoveEmptyEntries))}";
        if (usual != target && FindUpstream(usual) is { } misspelt)
        {
            var end = target.IndexOf("//", StringComparison.Ordinal);
            return end >= 0
                ? $"there are two slashes where one belongs; set the tool's base URL to {Url(target[..end])}, without a slash at its end"
                : $"there is a slash at the end of the path; set the tool's base URL to {Url(misspelt.PathPrefix + Base(usual[misspelt.PathPrefix.Length..], misspelt))}"
                    + " and its path without that slash";
        }

        return record.Policy.Upstreams.Where(caller.MayUse).Select(Hint).FirstOrDefault(hint => hint is not null);

        string? Hint(Upstream upstream)
        {
            var prefix = upstream.PathPrefix;
            if (prefix.Length > 0 && record.Policy.Routes.FindUpstream(target) is null)
            {
                return FindUpstream(prefix + usual) is not null ? $"the prefix {prefix} is missing; set the tool's base URL to {Url(prefix + Base(usual, upstream))}"
                    : FindUpstream(prefix + Version + usual) is not null ? $"{prefix}{Version} is missing; set the tool's base URL to {Url(prefix + Version)}"
                    : null;
            }

            if (!usual.StartsWith($"{prefix}/", StringComparison.Ordinal))
            {
                return null;
            }

            var path = usual[prefix.Length..];
            return path.StartsWith($"{Version}{Version}/", StringComparison.Ordinal) && FindUpstream(prefix + path[Version.Length..]) is not null
                ? $"{Version} is there twice; the tool adds it itself, so set its base URL to {Url(prefix)}, without {Version}"
                : FindUpstream(prefix + Version + path) is not null ? $"{Version} is missing; set the tool's base URL to {Url(prefix + Version)}" : null;
        }

        Upstream? FindUpstream(string path) =>
            record.Policy.Routes.Find(method, path)?.Route.Upstream is { } upstream && caller.MayUse(upstream) ? upstream : null;

        // The first check let this host pass: it names this machine.
        string Url(string path) => $"http://{record.Headers.Host}{path}";
    }

    /// <summary>Returns what a tool's base URL has of a path: OpenAI's clients expect the version there, others add it themselves.</summary>
    private static string Base(string path, Upstream upstream) =>
        upstream.Dialect == Dialect.OpenAI && path.StartsWith($"{Version}/", StringComparison.Ordinal) ? Version : "";
}
