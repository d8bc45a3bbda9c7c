namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>How full the memory of one signal is.</summary>
/// <param name="Held">How many are kept now.</param>
/// <param name="Capacity">How many are kept at most.</param>
/// <param name="Evicted">How many had to go for newer ones.</param>
internal sealed record SignalUsage(int Held, int Capacity, long Evicted);
