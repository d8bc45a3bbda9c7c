using System.Text.Json.Serialization;

namespace MockProvider.Transcriptions;

/// <summary>What a transcription cost, by the model in seconds or in tokens.</summary>
[JsonDerivedType(typeof(DurationUsage))]
[JsonDerivedType(typeof(TokensUsage))]
internal abstract record TranscriptionUsage([property: JsonPropertyOrder(-1)] string Type);
