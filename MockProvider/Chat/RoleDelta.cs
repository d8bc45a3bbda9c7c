using System.Text.Json.Serialization;

namespace MockProvider.Chat;

/// <summary>The first addition: who speaks, and the first function where one is called.</summary>
internal sealed record RoleDelta(
    string Role,
    string? Content,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ToolCallDelta>? ToolCalls,
    string? Refusal) : ChatDelta;
