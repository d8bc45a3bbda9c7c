namespace Broker.Bench.Counts;

/// <summary>A count, or something that was met.</summary>
/// <param name="Number">The count; 0 for nothing.</param>
/// <param name="Type">A type's name with its assembly; null for a count.</param>
internal readonly record struct CountValue(long Number, string? Type)
{
    /// <summary>Something was met that has no name here.</summary>
    public static CountValue Unknown { get; } = new(1, null);
}
