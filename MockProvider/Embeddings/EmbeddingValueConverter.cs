using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MockProvider.Embeddings;

/// <summary>Writes a vector as numbers or as base64 of little-endian 32-bit floats.</summary>
internal sealed class EmbeddingValueConverter : JsonConverter<EmbeddingValue>
{
    public override EmbeddingValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The mock writes embeddings and never reads them.");

    public override void Write(Utf8JsonWriter writer, EmbeddingValue value, JsonSerializerOptions options)
    {
        if (value.IsBase64)
        {
            writer.WriteStringValue(Base64(value.Vector));
            return;
        }

        writer.WriteStartArray();
        foreach (var number in value.Vector)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }

    private static string Base64(float[] vector)
    {
        var bytes = new byte[vector.Length * sizeof(float)];
        for (var index = 0; index < vector.Length; index++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), vector[index]);
        }

        return Convert.ToBase64String(bytes);
    }
}
