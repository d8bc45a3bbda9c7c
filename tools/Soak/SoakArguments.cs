namespace Broker.Soak;

/// <summary>What a run is asked for.</summary>
/// <param name="Duration">How long it takes.</param>
/// <param name="Rate">How many requests a second it tries to send.</param>
internal sealed record SoakArguments(TimeSpan Duration, int Rate);
