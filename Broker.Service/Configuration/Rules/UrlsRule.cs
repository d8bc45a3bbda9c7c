using System.Globalization;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Rules;

/// <summary>The addresses of <c>--urls</c> or <c>ASPNETCORE_URLS</c>, which win over host and port but not over the loopback rule.</summary>
internal static class UrlsRule
{
    private const string Variable = "ASPNETCORE_URLS";
    private const string Scheme = "http://";
    private const string Expected = "Give http://127.0.0.1:PORT, http://[::1]:PORT or http://localhost:PORT, with ';' between several";

    /// <summary>Reads the addresses; none when neither was given.</summary>
    /// <param name="reader">The settings.</param>
    /// <param name="option">The value of <c>--urls</c>, or null.</param>
    /// <param name="mayBeRemote">Null when other machines may reach the broker, else what is missing for that.</param>
    public static IReadOnlyList<string> Read(SettingsReader reader, string? option, string? mayBeRemote)
    {
        var variable = reader.Environment.Variables.Keys
            .Where(name => name.Equals(Variable, StringComparison.OrdinalIgnoreCase))
            .Min(StringComparer.Ordinal);
        var (key, origin) = option is not null
            ? ("--urls", SettingOrigin.CommandLine)
            : (variable ?? Variable, SettingOrigin.Variable(variable ?? Variable));
        var given = option ?? (variable is null ? "" : reader.Environment.Variables[variable]);
        if (option is null && string.IsNullOrWhiteSpace(given))
        {
            return [];
        }

        var urls = new List<string>();
        foreach (var url in given.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var fault = Fault(url, mayBeRemote, out var normalised);
            if (fault is null)
            {
                urls.Add(normalised);
            }
            else
            {
                reader.Report(key, DisplayText.Quote(MaskedUrl.Of(url)), $"{fault} {Expected}.", origin);
            }
        }

        if (given.All(character => character == ';' || char.IsWhiteSpace(character)))
        {
            reader.Report(key, DisplayText.Quote(given), $"There is no address in it. {Expected}.", origin);
        }

        reader.Show(SettingNames.Urls, $"{string.Join(';', urls)} (instead of {SettingNames.ListenHost} and {SettingNames.ListenPort})", origin);
        return urls;
    }

    private static string? Fault(string url, string? mayBeRemote, out string normalised)
    {
        normalised = "";
        if (!url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                ? "The broker has no certificate and listens over http only."
                : "The address must begin with http://.";
        }

        var authority = url[Scheme.Length..];
        authority = authority.EndsWith('/') ? authority[..^1] : authority;
        if (authority.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) || authority.StartsWith("pipe:", StringComparison.OrdinalIgnoreCase))
        {
            return "The broker listens on TCP only, not on sockets of the file system.";
        }

        if (authority.AsSpan().ContainsAny("/?#\\@"))
        {
            return "Only a host and a port may follow http://.";
        }

        return HostFault(authority, mayBeRemote, out normalised);
    }

    private static string? HostFault(string authority, string? mayBeRemote, out string normalised)
    {
        normalised = "";
        var colon = authority.LastIndexOf(':');
        var hasPort = colon > authority.LastIndexOf(']');
        var text = hasPort ? authority[..colon] : authority;
        var port = 80;
        if (hasPort && (!int.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > 65535))
        {
            return "The port must be a whole number from 0 to 65535.";
        }

        if (text is "*" or "+")
        {
            return "It means every address of the machine.";
        }

        // An IPv6 address in a URL stands in brackets; without them its last group would be taken for the port.
        if (LoopbackHost.Normalised(text) is not { } host || text.Contains(':', StringComparison.Ordinal) != text.StartsWith('['))
        {
            return "The host must be an IP address or localhost.";
        }

        normalised = ListenUrl.Of(host, port);
        return LoopbackHost.Is(host) || mayBeRemote is null ? null : $"Other machines can reach this address; {mayBeRemote}.";
    }
}
