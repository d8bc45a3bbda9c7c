namespace Broker.Bench.Counts;

/// <summary>One thing that was counted in a method. The runtime's own numbers, which the compiler understands; nobody between them has to.</summary>
/// <param name="Kind">What was counted.</param>
/// <param name="Offset">Where in the method's code.</param>
/// <param name="Other">What else the kind needs.</param>
/// <param name="Values">The counts, or the types that were met.</param>
internal sealed record CountEntry(int Kind, int Offset, int Other, IReadOnlyList<CountValue> Values);

/// <summary>A count, or something that was met.</summary>
/// <param name="Number">The count; 0 for nothing.</param>
/// <param name="Type">A type's name with its assembly; null for a count.</param>
internal readonly record struct CountValue(long Number, string? Type)
{
    /// <summary>Something was met that has no name here.</summary>
    public static CountValue Unknown { get; } = new(1, null);
}
