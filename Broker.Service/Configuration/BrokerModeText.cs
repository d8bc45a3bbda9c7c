namespace Broker.Service.Configuration;

/// <summary>How <see cref="BrokerMode"/> is written in configuration, answers and events.</summary>
internal static class BrokerModeText
{
    /// <summary>The mode's name on the wire.</summary>
    public static string Text(this BrokerMode mode) => mode switch
    {
        BrokerMode.DryRun => "dry_run",
        BrokerMode.Proxy => "proxy",
        _ => throw new InvalidOperationException($"No text for {mode}."),
    };
}
