using System.Text.Json.Serialization;

namespace MockProvider.Transcriptions;

/// <summary>The document of a transcription with <c>verbose_json</c>.</summary>
internal sealed record VerboseTranscription(
    string Task,
    string Language,
    double Duration,
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TimedWord>? Words,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TimedSegment>? Segments,
    TranscriptionUsage Usage);
