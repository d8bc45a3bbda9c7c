namespace Broker.AppHost.Embedded.Dashboard.Commands;

/// <summary>The last command that was asked of a resource.</summary>
/// <param name="Command">Its display name.</param>
/// <param name="Time">When it ended.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="TraceId">The trace that begins with it.</param>
public sealed record CommandRun(string Command, DateTimeOffset Time, CommandOutcome Outcome, string TraceId);
