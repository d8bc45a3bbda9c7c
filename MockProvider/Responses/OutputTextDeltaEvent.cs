using System.Text.Json.Serialization;

namespace MockProvider.Responses;

/// <summary>One more word.</summary>
internal sealed record OutputTextDeltaEvent(
    int SequenceNumber,
    string ItemId,
    int OutputIndex,
    int ContentIndex,
    string Delta,
    IReadOnlyList<string> Logprobs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Obfuscation)
    : ResponseEvent("response.output_text.delta", SequenceNumber);
