using System.Text.Json.Serialization;

namespace MockProvider.Responses;

/// <summary>One more piece of a function's arguments.</summary>
internal sealed record ArgumentsDeltaEvent(
    int SequenceNumber,
    string ItemId,
    int OutputIndex,
    string Delta,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Obfuscation)
    : ResponseEvent("response.function_call_arguments.delta", SequenceNumber);
