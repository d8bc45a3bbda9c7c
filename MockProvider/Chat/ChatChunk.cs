using System.Text.Json.Serialization;

namespace MockProvider.Chat;

/// <summary>One event of a chat stream, keys in the order of the real one.</summary>
internal sealed record ChatChunk(
    string Id,
    string Object,
    long Created,
    string Model,
    string ServiceTier,
    string SystemFingerprint,
    IReadOnlyList<ChatChunkChoice> Choices,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] ChunkUsage Usage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Obfuscation);
