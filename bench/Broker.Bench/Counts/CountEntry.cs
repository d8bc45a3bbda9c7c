namespace Broker.Bench.Counts;

/// <summary>One thing that was counted in a method. The runtime's own numbers, which the compiler understands; nobody between them has to.</summary>
/// <param name="Kind">What was counted.</param>
/// <param name="Offset">Where in the method's code.</param>
/// <param name="Other">What else the kind needs.</param>
/// <param name="Values">The counts, or the types that were met.</param>
internal sealed record CountEntry(int Kind, int Offset, int Other, IReadOnlyList<CountValue> Values);
