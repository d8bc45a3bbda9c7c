using System.Buffers;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads <c>upstream_base_url</c>. The key is sent there, so nobody on the way may read it.</summary>
internal static class BaseUrlSection
{
    private const string Expected = "Give an absolute URL such as https://api.openai.com";
    private const string ServicePrefix = "services__";

    private static readonly SearchValues<char> NotInHost = SearchValues.Create("\\%\"<>^`{|}");

    /// <summary>Reads the URL.</summary>
    /// <param name="fallback">The provider's own; null if the configuration must have one.</param>
    public static (string BaseUrl, bool IsDiscovered) Read(SettingsNode node, SettingsContext context, string? fallback = null)
    {
        var url = node.Text(fallback ?? "", "an absolute URL such as https://api.openai.com", isShown: false);
        var isDiscovered = false;
        if (!node.IsGiven && fallback is null)
        {
            node.Report(null, $"The key is missing. {Expected}.");
        }
        else if (node.IsSound && FindProblem(url, context.Environment, out isDiscovered) is { } problem)
        {
            node.Report(DisplayText.Quote(DisplayText.MaskUrl(url)), $"{problem} {Expected}.");
        }

        var baseUrl = url.TrimEnd('/');
        node.Show(isDiscovered ? $"{baseUrl} (service discovery)" : baseUrl);
        return (baseUrl, isDiscovered);
    }

    private static string? FindProblem(string url, IProcessEnvironment environment, out bool isDiscovered)
    {
        isDiscovered = false;
        var isHttps = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (!isHttps && !url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            return "The URL must begin with https://, or with http:// for an upstream on this machine.";
        }

        var rest = url[(url.IndexOf("//", StringComparison.Ordinal) + 2)..];
        if (rest.AsSpan().ContainsAny("?#@"))
        {
            return "The URL must hold no user, password, query or fragment.";
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (TargetPath.FindProblem(slash < 0 ? "/" : rest[slash..]) is { } pathProblem)
        {
            return pathProblem;
        }

        if (FindHost(slash < 0 ? rest : rest[..slash], url) is not { } host)
        {
            return "The host or port is not one that a URL can have; write an international name in its ASCII form.";
        }

        isDiscovered = IsDiscovered(host, environment);
        return isHttps || isDiscovered || LoopbackHost.IsLoopback(host)
            ? null
            : "Over http:// the key could be read on the way:"
                + " only an upstream on this machine, or one that service discovery knows, may be reached so.";
    }

    private static string? FindHost(string authority, string url)
    {
        var isPlain = authority.Length > 0 && !authority.AsSpan().ContainsAnyExceptInRange('!', '~')
            && !authority.AsSpan().ContainsAny(NotInHost) && !authority.EndsWith(':');
        return isPlain && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { Port: > 0, UserInfo: "" }
            ? ParseHost(authority)
            : null;
    }

    /// <summary>Returns the host as written: a parsed URI respells some hosts (127.1, for one).</summary>
    private static string ParseHost(string authority)
    {
        var colon = authority.LastIndexOf(':');
        return colon > authority.LastIndexOf(']') ? authority[..colon] : authority;
    }

    private static bool IsDiscovered(string host, IProcessEnvironment environment) =>
        environment.Variables.Keys.Any(name => name.StartsWith($"{ServicePrefix}{host}__", StringComparison.OrdinalIgnoreCase));
}
