using System.Text.Json;
using System.Text.Json.Serialization;
using MockProvider.Text;

namespace MockProvider.Chat;

/// <summary>Writes null or the usage; the absent one is left out before it gets here.</summary>
internal sealed class ChunkUsageConverter : JsonConverter<ChunkUsage>
{
    public override ChunkUsage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The mock writes events and never reads them.");

    public override void Write(Utf8JsonWriter writer, ChunkUsage value, JsonSerializerOptions options)
    {
        if (value.Value is { } usage)
        {
            JsonSerializer.Serialize(writer, usage, WireJson.Compact.ChatUsage);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
