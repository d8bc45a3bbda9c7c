namespace MockProvider.Chat;

/// <summary>The last addition, which adds nothing.</summary>
internal sealed record EndDelta : ChatDelta;
