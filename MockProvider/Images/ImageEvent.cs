using System.Text.Json.Serialization;

namespace MockProvider.Images;

/// <summary>One event of an image's stream: a sketch of it, or the whole with what it cost.</summary>
internal sealed record ImageEvent(
    string Type,
    [property: JsonPropertyName("b64_json")] string Base64,
    long CreatedAt,
    string Size,
    string Quality,
    string Background,
    string OutputFormat,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? PartialImageIndex,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImageUsage? Usage);
