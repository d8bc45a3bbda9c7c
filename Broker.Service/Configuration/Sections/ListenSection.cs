using System.Globalization;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads where the broker listens: loopback only, unless the owner allows more and requires a caller token.</summary>
internal static class ListenSection
{
    private const string HostExpected = "an address of this machine: 127.0.0.1, ::1 or localhost";
    private const string PortExpected = "a whole number from 0 to 65535; 0 takes any free port";
    private const string FlagExpected = "true or false; true lets listen_host be an address that other machines can reach";

    /// <summary>Reads <c>listen_host</c>, <c>listen_port</c>, <c>allow_remote</c> and the addresses that replace them.</summary>
    /// <param name="urls">The value of <c>--urls</c>, or null.</param>
    /// <param name="hasToken">True if a caller token is configured.</param>
    /// <param name="tokenKey">The key that configures one.</param>
    public static ListenSettings Read(SettingsNode root, string? urls, SettingsContext context, bool hasToken, string tokenKey)
    {
        var host = root.Scalar("listen_host");
        var port = root.Scalar("listen_port");
        var remote = root.Scalar("allow_remote");
        var allowRemote = remote.Flag(FlagExpected);
        var missing = FindMissing(allowRemote || !remote.IsSound, hasToken, tokenKey);
        var addresses = ListenUrlsSection.Read(root, urls, context, missing);

        var hostText = host.Text("127.0.0.1", HostExpected);
        var portNumber = port.Integer(8791, 0, 65535, PortExpected);
        var normalised = LoopbackHost.Normalised(hostText);
        if (normalised is null)
        {
            host.Report(DisplayText.Quote(hostText), $"Give {HostExpected}.");
        }
        else if (missing is not null && !LoopbackHost.IsLoopback(normalised))
        {
            host.Report(DisplayText.Quote(hostText), $"Other machines can reach this address. Give {HostExpected}; or {missing}.");
        }

        host.Show(normalised ?? hostText);
        port.Show(portNumber.ToString(CultureInfo.InvariantCulture));
        remote.Show(allowRemote ? "true" : "false");
        return new ListenSettings { Host = normalised ?? hostText, Port = portNumber, AllowRemote = allowRemote, Urls = addresses, MaxConnections = ConnectionLimit.Read(root) };
    }

    /// <summary>Returns what is missing before other machines may reach the broker; null if nothing is.</summary>
    private static string? FindMissing(bool allowRemote, bool hasToken, string tokenKey) => (allowRemote, hasToken) switch
    {
        (true, true) => null,
        (false, true) => "to allow it, set allow_remote to true",
        (true, false) => $"to allow it, configure a caller token with {tokenKey}",
        (false, false) => $"to allow it, set allow_remote to true and configure a caller token with {tokenKey}",
    };
}
