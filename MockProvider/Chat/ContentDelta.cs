namespace MockProvider.Chat;

/// <summary>One more word.</summary>
internal sealed record ContentDelta(string Content) : ChatDelta;
