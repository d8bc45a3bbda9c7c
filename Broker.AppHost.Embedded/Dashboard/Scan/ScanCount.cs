namespace Broker.AppHost.Embedded.Dashboard.Scan;

/// <summary>How much of a kind was scanned.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Scanned">How many.</param>
/// <param name="Found">In how many of them a secret stood.</param>
internal sealed record ScanCount(ScanKind Kind, long Scanned, long Found);
