namespace MockProvider.Chat;

/// <summary>One of the answers in a document.</summary>
internal sealed record ChatChoice(int Index, ChatMessage Message, ChatLogprobs? Logprobs, string FinishReason);
