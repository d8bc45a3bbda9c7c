namespace MockProvider.Transcriptions;

/// <summary>Seconds.</summary>
internal sealed record DurationUsage(string Type, int Seconds) : TranscriptionUsage(Type);
