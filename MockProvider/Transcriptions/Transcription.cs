namespace MockProvider.Transcriptions;

/// <summary>The document of <c>POST /v1/audio/transcriptions</c>.</summary>
internal sealed record Transcription(string Text, TranscriptionUsage Usage);
