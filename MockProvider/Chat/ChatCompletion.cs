namespace MockProvider.Chat;

/// <summary>The document of <c>POST /v1/chat/completions</c>, keys in the order of the real one.</summary>
internal sealed record ChatCompletion(
    string Id,
    string Object,
    long Created,
    string Model,
    IReadOnlyList<ChatChoice> Choices,
    ChatUsage Usage,
    string ServiceTier,
    string SystemFingerprint);
