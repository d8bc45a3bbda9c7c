namespace MockProvider.Chat;

/// <summary>What an event adds to one of the answers.</summary>
internal sealed record ChatChunkChoice(int Index, ChatDelta Delta, ChatLogprobs? Logprobs, string? FinishReason);
