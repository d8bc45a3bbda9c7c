using System.Text.Json.Serialization;

namespace MockProvider.Speech;

/// <summary>One event of a speech stream: a piece of sound, or the end with what it cost.</summary>
internal sealed record SpeechEvent(
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Audio,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SpeechUsage? Usage);
