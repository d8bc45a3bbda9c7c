namespace Broker.AppHost.Embedded.Dashboard.Scan;

/// <summary>A secret where none should be.</summary>
/// <param name="Kind">In what.</param>
/// <param name="Where">Whose.</param>
/// <param name="Time">When it came.</param>
internal sealed record ScanSighting(ScanKind Kind, string Where, DateTimeOffset Time);
