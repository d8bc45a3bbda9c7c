namespace MockProvider.Control;

/// <summary>What <c>GET /__mock/faults</c> tells.</summary>
internal sealed record FaultsView(ArmedView? Armed, IReadOnlyList<KnownFaultView> Known);
