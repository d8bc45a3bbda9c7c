using System.Text.Json;
using System.Text.Json.Serialization;

namespace Broker.Service.Credentials;

/// <summary>Keeps secrets out of JSON: written as <c>***</c>, never read.</summary>
internal sealed class SecretJsonConverter : JsonConverter<Secret>
{
    /// <inheritdoc/>
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A secret is not read from JSON.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
