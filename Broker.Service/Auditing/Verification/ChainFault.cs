using System.Globalization;

namespace Broker.Service.Auditing.Verification;

/// <summary>The first thing that is wrong with a chain.</summary>
/// <param name="Place">The line; null where it is none of those that are there.</param>
/// <param name="Meaning">What was done, as far as it can be told.</param>
internal sealed record ChainFault(LinePlace? Place, string Meaning)
{
    /// <summary>Whether another look found the same; the file may have another name by then.</summary>
    /// <param name="other">What it found; null for nothing.</param>
    public bool IsAlso(ChainFault? other) => (Meaning, Place?.Line) == (other?.Meaning, other?.Place?.Line);

    /// <summary>A line that is not whole, where none can be.</summary>
    /// <param name="place">The line.</param>
    public static ChainFault CutOrEdited(LinePlace place) => new(place, "The line was edited, or cut short.");

    /// <summary>A whole line outside the chain.</summary>
    /// <param name="place">The line.</param>
    public static ChainFault NoHash(LinePlace place) =>
        new(place, "The line has no hash of the chain: it was edited, put there by somebody else, or written while events_chain was off.");

    /// <summary>A line that does not follow the one before it. The one after it tells more.</summary>
    /// <param name="place">The line.</param>
    /// <param name="seq">Its number.</param>
    /// <param name="expected">The number that follows the line before.</param>
    /// <param name="next">Number of the line after it; null if there is none.</param>
    public static ChainFault OutOfPlace(LinePlace place, long seq, long expected, long? next) => new(place, seq switch
    {
        _ when seq == expected || next == expected + 1 => "The line was edited, or the one before it was: it does not follow that.",
        _ when seq < expected => $"The line is out of order: it says that it is line {Number(seq)} of the chain, but line {Number(expected - 1)} stands before it. It was moved or copied here.",
        _ when next >= expected && next < seq => $"The line is out of order: it is line {Number(seq)} of the chain, where line {Number(expected)} belongs.",
        _ => $"{Lines(expected, seq - 1)} of the chain are missing before this line: dropped, or moved.",
    });

    /// <summary>Lines of the chain, in words.</summary>
    /// <param name="first">Number of the first.</param>
    /// <param name="last">Number of the last.</param>
    public static string Lines(long first, long last) => first == last ? $"line {Number(first)}" : $"lines {Number(first)} to {Number(last)}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
