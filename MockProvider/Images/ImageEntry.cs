using System.Text.Json.Serialization;

namespace MockProvider.Images;

/// <summary>One image: its bytes, or an address, and what the older model made of the prompt.</summary>
internal sealed record ImageEntry(
    [property: JsonPropertyName("b64_json"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Base64,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RevisedPrompt);
