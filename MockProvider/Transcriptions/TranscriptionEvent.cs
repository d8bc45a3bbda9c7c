using System.Text.Json.Serialization;

namespace MockProvider.Transcriptions;

/// <summary>One event of a transcription's stream: a word, or the whole with what it cost.</summary>
internal sealed record TranscriptionEvent(
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Delta,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TranscriptionUsage? Usage);
