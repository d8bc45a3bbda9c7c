namespace MockProvider.Speech;

/// <summary>What a speech cost.</summary>
internal sealed record SpeechUsage(int InputTokens, int OutputTokens, int TotalTokens);
