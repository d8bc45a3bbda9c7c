namespace MockProvider.Chat;

/// <summary>The first addition: who speaks.</summary>
internal sealed record RoleDelta(string Role, string Content, string? Refusal) : ChatDelta;
