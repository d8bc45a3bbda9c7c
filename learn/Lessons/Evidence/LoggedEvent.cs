namespace Broker.Lessons.Evidence;

/// <summary>What a check reads of one line of an event log.</summary>
/// <param name="Time">When the request ended.</param>
/// <param name="Path">What was asked for.</param>
/// <param name="Status">What was answered.</param>
/// <param name="Mode">What was done with it; null when a check turned it away.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
internal sealed record LoggedEvent(DateTimeOffset Time, string Path, int Status, string? Mode, string? Error);
