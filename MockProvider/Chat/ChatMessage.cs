using System.Text.Json.Serialization;

namespace MockProvider.Chat;

/// <summary>The assistant's message.</summary>
internal sealed record ChatMessage(
    string Role,
    string? Content,
    string? Refusal,
    IReadOnlyList<string> Annotations,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ChatToolCall>? ToolCalls);
