using System.Buffers;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Rules;

/// <summary>Where requests are forwarded to. The key travels there, so nobody on the way may read it.</summary>
internal static class UpstreamRule
{
    private const string Expected = "Give an absolute URL such as https://api.openai.com";
    private const string ServicePrefix = "services__";

    private static readonly SearchValues<char> NotInHost = SearchValues.Create("\\%\"<>^`{|}");

    /// <summary>Reads <c>upstream_base_url</c>.</summary>
    /// <param name="reader">The settings.</param>
    public static (string BaseUrl, bool IsDiscovered) Read(SettingsReader reader)
    {
        var setting = reader.Text(SettingNames.UpstreamBaseUrl, "", "an absolute URL such as https://api.openai.com", isShown: false);
        var isDiscovered = false;
        if (setting.Origin == SettingOrigin.Default)
        {
            reader.Report(setting.Key, null, $"The key is missing. {Expected}.", setting.Origin);
        }
        else if (setting.IsSound && Fault(setting.Value, reader.Environment, out isDiscovered) is { } fault)
        {
            reader.Report(setting.Key, DisplayText.Quote(MaskedUrl.Of(setting.Value)), $"{fault} {Expected}.", setting.Origin);
        }

        var baseUrl = setting.Value.TrimEnd('/');
        reader.Show(setting.Key, isDiscovered ? $"{baseUrl} (service discovery)" : baseUrl, setting.Origin);
        return (baseUrl, isDiscovered);
    }

    private static string? Fault(string url, IProcessEnvironment environment, out bool isDiscovered)
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
        if (TargetPath.Fault(slash < 0 ? "/" : rest[slash..]) is { } pathFault)
        {
            return pathFault;
        }

        if (HostOf(slash < 0 ? rest : rest[..slash], url) is not { } host)
        {
            return "The host or port is not one that a URL can have; write an international name in its ASCII form.";
        }

        isDiscovered = IsDiscovered(host, environment);
        return isHttps || isDiscovered || LoopbackHost.Is(host)
            ? null
            : "Over http:// the key could be read on the way: only an upstream on this machine, or one that service discovery knows, may be reached so.";
    }

    private static string? HostOf(string authority, string url)
    {
        var isPlain = authority.Length > 0 && !authority.AsSpan().ContainsAnyExceptInRange('!', '~')
            && !authority.AsSpan().ContainsAny(NotInHost) && !authority.EndsWith(':');
        return isPlain && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { Port: > 0, UserInfo: "" } ? HostIn(authority) : null;
    }

    /// <summary>The host as written, since a parsed URI spells some hosts anew (127.1, for one).</summary>
    private static string HostIn(string authority)
    {
        var colon = authority.LastIndexOf(':');
        return colon > authority.LastIndexOf(']') ? authority[..colon] : authority;
    }

    private static bool IsDiscovered(string host, IProcessEnvironment environment) =>
        environment.Variables.Keys.Any(name => name.StartsWith($"{ServicePrefix}{host}__", StringComparison.OrdinalIgnoreCase));
}
