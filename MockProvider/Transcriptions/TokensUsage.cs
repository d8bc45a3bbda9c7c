namespace MockProvider.Transcriptions;

/// <summary>Tokens.</summary>
internal sealed record TokensUsage(string Type, int TotalTokens, int InputTokens, AudioTokensDetails InputTokenDetails, int OutputTokens) : TranscriptionUsage(Type);
