namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>What came of a command.</summary>
/// <param name="Success">Whether it did what it was for.</param>
/// <param name="Message">What to tell the person who pressed the button; may span lines.</param>
public sealed record CommandOutcome(bool Success, string? Message);
