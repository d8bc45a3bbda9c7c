using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace MockProvider.Text;

/// <summary>The two framings of server-sent events: data alone, and data under an event name.</summary>
internal static class EventStream
{
    /// <summary>The line that ends a chat stream.</summary>
    public static readonly ReadOnlyMemory<byte> Done = "data: [DONE]\n\n"u8.ToArray();

    public static ReadOnlyMemory<byte> Data<T>(T value, JsonTypeInfo<T> type) => Encoding.UTF8.GetBytes($"data: {WireJson.Line(value, type)}\n\n");

    public static ReadOnlyMemory<byte> Named<T>(string name, T value, JsonTypeInfo<T> type) =>
        Encoding.UTF8.GetBytes($"event: {name}\ndata: {WireJson.Line(value, type)}\n\n");
}
