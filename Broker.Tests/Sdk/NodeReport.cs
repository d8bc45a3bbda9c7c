namespace Broker.Tests.Sdks;

/// <summary>One line of the scripts: whether a scenario passed, and if not, why.</summary>
internal sealed record NodeReport(string Scenario, bool Ok, string? Error);
