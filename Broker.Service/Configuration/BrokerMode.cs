namespace Broker.Service.Configuration;

/// <summary>What the broker does with a request that passed every check.</summary>
internal enum BrokerMode
{
    /// <summary>Describe what would be forwarded; no secret is fetched and nothing is sent.</summary>
    DryRun,

    /// <summary>Attach the secret and forward.</summary>
    Proxy,
}

/// <summary>How modes are written in configuration, answers and events.</summary>
internal static class BrokerModeText
{
    /// <summary>Returns the mode's name on the wire.</summary>
    public static string Text(this BrokerMode mode) => mode switch
    {
        BrokerMode.DryRun => "dry_run",
        BrokerMode.Proxy => "proxy",
        _ => throw new InvalidOperationException($"No text for {mode}."),
    };
}
