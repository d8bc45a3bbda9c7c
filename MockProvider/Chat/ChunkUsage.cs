using System.Text.Json.Serialization;

namespace MockProvider.Chat;

/// <summary>The key <c>usage</c> of an event, which is absent, null or full: three things, where a nullable type knows two.</summary>
[JsonConverter(typeof(ChunkUsageConverter))]
internal readonly record struct ChunkUsage
{
    private ChunkUsage(bool isPresent, ChatUsage? value)
    {
        IsPresent = isPresent;
        Value = value;
    }

    public static ChunkUsage Absent => default;

    public static ChunkUsage Null => new(isPresent: true, value: null);

    public bool IsPresent { get; }

    public ChatUsage? Value { get; }

    public static ChunkUsage Of(ChatUsage usage) => new(isPresent: true, usage);
}
