namespace Broker.Lessons.Running;

/// <summary>Starts a broker and returns once it listens.</summary>
/// <param name="settings">How it is set up.</param>
/// <param name="cancellationToken">Gives up.</param>
internal delegate Task<IBroker> StartBroker(BrokerSettings settings, CancellationToken cancellationToken);
