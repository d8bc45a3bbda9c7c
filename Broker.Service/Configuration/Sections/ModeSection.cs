using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>Reads the mode: what the broker does with requests that passed every check.</summary>
internal static class ModeSection
{
    private const string Expected = "dry_run (describe requests, send nothing) or proxy (attach the key and forward)";

    public static BrokerMode Read(SettingsNode node)
    {
        var text = node.Text(BrokerMode.DryRun.Text(), Expected);
        node.Show(text);
        if (text == BrokerMode.Proxy.Text())
        {
            return BrokerMode.Proxy;
        }

        if (text != BrokerMode.DryRun.Text())
        {
            node.Report(node.Value?.Shown, $"Give {Expected}.");
        }

        return BrokerMode.DryRun;
    }
}
