using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Broker.Service.Errors;

/// <summary>How the broker writes JSON of its own: the same bytes on every system, nothing escaped that JSON does not ask for.</summary>
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

    /// <summary>One object as answers show it: two-space indented, no newline at the end.</summary>
    /// <param name="writeMembers">Writes the members.</param>
    public static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> writeMembers) => WriteObject(writeMembers, Indented);

    /// <summary>One object on one line, as events and the start line show it.</summary>
    /// <param name="writeMembers">Writes the members.</param>
    public static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> writeMembers) => WriteObject(writeMembers, Compact);

    /// <summary>One array on one line.</summary>
    /// <param name="writeElements">Writes the elements.</param>
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
