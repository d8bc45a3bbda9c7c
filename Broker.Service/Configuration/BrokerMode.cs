namespace Broker.Service.Configuration;

/// <summary>What the broker does with a request that passed every check.</summary>
internal enum BrokerMode
{
    /// <summary>Describe what would be forwarded; no secret is fetched and nothing is sent.</summary>
    DryRun,

    /// <summary>Attach the secret and forward.</summary>
    Proxy,
}
