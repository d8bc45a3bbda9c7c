using System.Globalization;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Rules;

/// <summary>Where the broker listens: on this machine alone, unless the owner asked twice for more.</summary>
internal static class ListenRule
{
    private const string HostExpected = "an address of this machine: 127.0.0.1, ::1 or localhost";
    private const string PortExpected = "a whole number from 0 to 65535; 0 takes any free port";
    private const string FlagExpected = "true or false; true lets listen_host be an address that other machines can reach";

    /// <summary>Reads <c>allow_remote</c>.</summary>
    /// <param name="reader">The settings.</param>
    public static Setting<bool> AllowRemote(SettingsReader reader) => reader.Flag(SettingNames.AllowRemote, false, FlagExpected);

    /// <summary>Reads host and port.</summary>
    /// <param name="reader">The settings.</param>
    /// <param name="allowRemote">What <see cref="AllowRemote"/> returned.</param>
    /// <param name="hasToken">Whether a caller token is configured.</param>
    public static (string Host, int Port) Read(SettingsReader reader, Setting<bool> allowRemote, bool hasToken)
    {
        var host = reader.Text(SettingNames.ListenHost, "127.0.0.1", HostExpected);
        var port = reader.Integer(SettingNames.ListenPort, 8791, 0, 65535, PortExpected);
        var normalised = LoopbackHost.Normalised(host.Value);
        if (normalised is null)
        {
            reader.Report(host, $"Give {HostExpected}.");
        }
        else if (!LoopbackHost.Is(normalised) && Missing(allowRemote.Value || !allowRemote.IsSound, hasToken) is { } missing)
        {
            reader.Report(host, $"Other machines can reach this address. Give {HostExpected}; or {missing}.");
        }

        reader.Show(SettingNames.ListenHost, normalised ?? host.Value, host.Origin);
        reader.Show(SettingNames.ListenPort, port.Value.ToString(CultureInfo.InvariantCulture), port.Origin);
        reader.Show(SettingNames.AllowRemote, allowRemote.Value ? "true" : "false", allowRemote.Origin);
        return (normalised ?? host.Value, port.Value);
    }

    /// <summary>What is missing before other machines may reach the broker; null if nothing is.</summary>
    /// <param name="allowRemote">Whether <c>allow_remote</c> is set.</param>
    /// <param name="hasToken">Whether a caller token is configured.</param>
    public static string? Missing(bool allowRemote, bool hasToken) => (allowRemote, hasToken) switch
    {
        (true, true) => null,
        (false, true) => "to allow it, set allow_remote to true",
        (true, false) => "to allow it, configure a caller token with client_token_env",
        (false, false) => "to allow it, set allow_remote to true and configure a caller token with client_token_env",
    };
}
