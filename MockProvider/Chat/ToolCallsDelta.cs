namespace MockProvider.Chat;

/// <summary>One more piece of a call.</summary>
internal sealed record ToolCallsDelta(IReadOnlyList<ToolCallDelta> ToolCalls) : ChatDelta;
