using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Rules;

/// <summary>Whether requests are described or forwarded.</summary>
internal static class ModeRule
{
    private const string DryRun = "dry_run";
    private const string Proxy = "proxy";
    private const string Expected = "dry_run (describe requests, send nothing) or proxy (attach the key and forward)";

    /// <summary>Reads <c>mode</c>.</summary>
    /// <param name="reader">The settings.</param>
    public static BrokerMode Read(SettingsReader reader)
    {
        var setting = reader.Text(SettingNames.Mode, DryRun, Expected);
        reader.Show(setting.Key, setting.Value, setting.Origin);
        switch (setting.Value)
        {
            case DryRun:
                return BrokerMode.DryRun;
            case Proxy:
                return BrokerMode.Proxy;
            default:
                reader.Report(setting, $"Give {Expected}.");
                return BrokerMode.DryRun;
        }
    }
}
