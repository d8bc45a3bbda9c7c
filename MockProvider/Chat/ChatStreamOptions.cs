using MockProvider.Reading;

namespace MockProvider.Chat;

/// <summary>What a caller may choose about the events of a stream.</summary>
/// <param name="IncludeUsage">Send one more event with the usage, and <c>"usage": null</c> on every event before it.</param>
/// <param name="IncludeObfuscation">Pad each event.</param>
internal sealed record ChatStreamOptions(bool IncludeUsage, bool IncludeObfuscation)
{
    public static ChatStreamOptions Read(RequestFields? fields) => new(
        fields?.Boolean("include_usage", fallback: false) ?? false,
        fields?.Boolean("include_obfuscation", fallback: true) ?? true);
}
