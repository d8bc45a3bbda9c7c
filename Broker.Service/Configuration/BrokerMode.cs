namespace Broker.Service.Configuration;

/// <summary>What the broker does with a request that passed every check.</summary>
internal enum BrokerMode
{
    /// <summary>Describes what would be forwarded; fetches no key and sends nothing.</summary>
    DryRun,

    /// <summary>Attaches the key and forwards.</summary>
    Proxy,
}

/// <summary>Spells modes for configuration, answers and events.</summary>
internal static class BrokerModeText
{
    public static string Text(this BrokerMode mode) => mode switch
    {
        BrokerMode.DryRun => "dry_run",
        BrokerMode.Proxy => "proxy",
        _ => throw new InvalidOperationException($"No text for {mode}."),
    };
}
