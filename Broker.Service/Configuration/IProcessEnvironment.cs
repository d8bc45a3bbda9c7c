namespace Broker.Service.Configuration;

/// <summary>The environment variables of the broker's process; tests bring their own so that no developer's setting leaks in.</summary>
internal interface IProcessEnvironment
{
    /// <summary>All variables.</summary>
    IReadOnlyDictionary<string, string> Variables { get; }
}
