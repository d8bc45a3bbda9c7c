using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Broker.Service.Errors;

/// <summary>Writes JSON: the same bytes on every system, with only the escapes that JSON requires.</summary>
internal static class BrokerJson
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Returns an object as answers show it: indented by two spaces, no newline at the end.</summary>
    public static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> writeMembers) => WriteObject(writeMembers, Indented);

    /// <summary>Returns an object on one line, for events and the start line.</summary>
    public static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> writeMembers) => WriteObject(writeMembers, Compact);

    /// <summary>Returns an array on one line.</summary>
    public static ReadOnlyMemory<byte> Array(Action<Utf8JsonWriter> writeElements)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Compact);
        json.WriteStartArray();
        writeElements(json);
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Writes a list of strings.</summary>
    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static ReadOnlyMemory<byte> WriteObject(Action<Utf8JsonWriter> writeMembers, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, options);
        json.WriteStartObject();
        writeMembers(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
