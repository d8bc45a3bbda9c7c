using System.Text.Json;

namespace MockProvider.Chat;

/// <summary>One of the answers in a document.</summary>
internal sealed record ChatChoice(int Index, ChatMessage Message, JsonElement? Logprobs, string FinishReason);
