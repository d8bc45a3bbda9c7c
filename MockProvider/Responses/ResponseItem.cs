using System.Text.Json.Serialization;

namespace MockProvider.Responses;

/// <summary>One item of the output.</summary>
[JsonDerivedType(typeof(MessageItem))]
[JsonDerivedType(typeof(FunctionCallItem))]
internal abstract record ResponseItem(
    [property: JsonPropertyOrder(-3)] string Id,
    [property: JsonPropertyOrder(-2)] string Type,
    [property: JsonPropertyOrder(-1)] string Status);
