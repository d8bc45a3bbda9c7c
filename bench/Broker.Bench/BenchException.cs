namespace Broker.Bench;

/// <summary>Something cannot be measured; the message says what, why, and what would help.</summary>
/// <param name="message">For the user.</param>
internal sealed class BenchException(string message) : Exception(message);
