using System.Text.Json;

namespace MockProvider.Chat;

/// <summary>What an event adds to one of the answers.</summary>
internal sealed record ChatChunkChoice(int Index, ChatDelta Delta, JsonElement? Logprobs, string? FinishReason);
