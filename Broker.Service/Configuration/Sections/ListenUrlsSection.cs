using System.Globalization;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads <c>--urls</c> or <c>ASPNETCORE_URLS</c>, which replace host and port. The loopback rule applies to them too.</summary>
internal static class ListenUrlsSection
{
    private const string Variable = "ASPNETCORE_URLS";
    private const string Scheme = "http://";
    private const string Expected = "Give http://127.0.0.1:PORT, http://[::1]:PORT or http://localhost:PORT, with ';' between several";

    /// <summary>Returns the addresses; none if neither is given.</summary>
    /// <param name="root">Takes the problems.</param>
    /// <param name="option">The value of <c>--urls</c>, or null.</param>
    /// <param name="missing">What is missing before other machines may reach the broker; null if nothing is.</param>
    public static IReadOnlyList<string> Read(SettingsNode root, string? option, SettingsContext context, string? missing)
    {
        var variable = context.Environment.Variables.Keys
            .Where(name => name.Equals(Variable, StringComparison.OrdinalIgnoreCase))
            .Min(StringComparer.Ordinal);
        var (key, origin) = option is not null
            ? ("--urls", SettingOrigin.CommandLine)
            : (variable ?? Variable, SettingOrigin.Variable(variable ?? Variable));
        var given = option ?? (variable is null ? "" : context.Variable(variable) ?? "");
        if (option is null && string.IsNullOrWhiteSpace(given))
        {
            return [];
        }

        var urls = new List<string>();
        foreach (var url in given.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (FindProblem(url, missing, out var normalised) is { } problem)
            {
                root.ReportAt(key, DisplayText.Quote(DisplayText.MaskUrl(url)), $"{problem} {Expected}.", origin);
            }
            else
            {
                urls.Add(normalised);
            }
        }

        if (given.All(character => character == ';' || char.IsWhiteSpace(character)))
        {
            root.ReportAt(key, DisplayText.Quote(given), $"There is no address in it. {Expected}.", origin);
        }

        root.ShowAt("urls", $"{string.Join(';', urls)} (instead of listen_host and listen_port)", origin);
        return urls;
    }

    private static string? FindProblem(string url, string? missing, out string normalised)
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

        return FindHostProblem(authority, missing, out normalised);
    }

    private static string? FindHostProblem(string authority, string? missing, out string normalised)
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

        // An IPv6 address in a URL needs brackets: without them its last group would be parsed as the port.
        if (LoopbackHost.Normalised(text) is not { } host || text.Contains(':', StringComparison.Ordinal) != text.StartsWith('['))
        {
            return "The host must be an IP address or localhost.";
        }

        normalised = ListenUrl.Create(host, port);
        return LoopbackHost.IsLoopback(host) || missing is null ? null : $"Other machines can reach this address; {missing}.";
    }
}
