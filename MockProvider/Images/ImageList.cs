using System.Text.Json.Serialization;

namespace MockProvider.Images;

/// <summary>The document of <c>POST /v1/images/generations</c>; the older models answer with time and images alone.</summary>
internal sealed record ImageList(
    long Created,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Background,
    IReadOnlyList<ImageEntry> Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OutputFormat,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Quality,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Size,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImageUsage? Usage);
