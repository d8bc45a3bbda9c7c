namespace Broker.Service.Policy;

/// <summary>Has the policy in force. A request takes it once and keeps it to its end.</summary>
internal sealed class PolicySource(BrokerPolicy policy)
{
    /// <summary>The policy in force.</summary>
    public BrokerPolicy Current => policy;
}
