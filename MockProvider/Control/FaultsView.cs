using System.Text.Json.Serialization;

namespace MockProvider.Control;

/// <summary>What <c>/__mock/faults</c> tells: what waits, and, to whoever merely looks, what there is.</summary>
internal sealed record FaultsView(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] ArmedView? Armed,
    IReadOnlyList<KnownFaultView>? Known);
