using System.Globalization;

namespace Broker.Service.Auditing.Verification;

/// <summary>The first fault of a chain.</summary>
/// <param name="Place">Place of the line; null if the fault is no line of the file.</param>
/// <param name="Meaning">What was done to the log, as far as it shows.</param>
internal sealed record ChainFault(LinePlace? Place, string Meaning)
{
    /// <summary>An incomplete line where only complete lines can be.</summary>
    public static ChainFault CutOrEdited(LinePlace place) => new(place, "The line was edited, or cut short.");

    /// <summary>A complete line outside the chain.</summary>
    public static ChainFault NoHash(LinePlace place) =>
        new(place, "The line has no hash of the chain: it was edited, put there by somebody else, or written while events_chain was off.");

    /// <summary>A line that does not follow the line before.</summary>
    /// <param name="seq">Number of the line.</param>
    /// <param name="expected">Number after the one of the line before.</param>
    /// <param name="next">Number of the line after it; null if there is none.</param>
    public static ChainFault OutOfPlace(LinePlace place, long seq, long expected, long? next) => new(place, seq switch
    {
        _ when seq == expected || next == expected + 1 => "The line was edited, or the one before it was: it does not follow that.",
        _ when seq < expected => $"The line is out of order: it says that it is line {Number(seq)} of the chain, but line {Number(expected - 1)} stands before it. It was moved or copied here.",
        _ when next >= expected && next < seq => $"The line is out of order: it is line {Number(seq)} of the chain, where line {Number(expected)} belongs.",
        _ => $"{Lines(expected, seq - 1)} of the chain are missing before this line: dropped, or moved.",
    });

    /// <summary>Names a range of lines of the chain.</summary>
    public static string Lines(long first, long last) => first == last ? $"line {Number(first)}" : $"lines {Number(first)} to {Number(last)}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
