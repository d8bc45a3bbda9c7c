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

    private const int LargestKept = 16 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _compact;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object as answers show it: two-space indented, no newline at the end.</summary>
    /// <param name="writeMembers">Writes the members.</param>
    public static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> writeMembers) => WriteObject(writeMembers, Indented);

    /// <summary>One object on one line, as events and the start line show it.</summary>
    /// <param name="writeMembers">Writes the members.</param>
    public static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> writeMembers) => WriteObject(writeMembers, Compact);

    /// <summary>One array on one line.</summary>
    /// <param name="writeElements">Writes the elements.</param>
    public static ReadOnlyMemory<byte> Array(Action<Utf8JsonWriter> writeElements) => Write(
        json =>
        {
            json.WriteStartArray();
            writeElements(json);
            json.WriteEndArray();
        },
        Compact);

    private static ReadOnlyMemory<byte> WriteObject(Action<Utf8JsonWriter> writeMembers, JsonWriterOptions options) => Write(
        json =>
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        },
        options);

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        // Whoever writes JSON inside of JSON gets a buffer and a writer of its own.
        var (buffer, kept) = (_buffer ?? new ArrayBufferWriter<byte>(512), options.Indented ? null : _compact);
        (_buffer, _compact) = (null, null);
        var json = kept ?? new Utf8JsonWriter(buffer, options);
        kept?.Reset(buffer);
        write(json);
        json.Flush();

        var written = buffer.WrittenSpan.ToArray();
        buffer.Clear();
        (_buffer, _compact) = (buffer.Capacity <= LargestKept ? buffer : null, options.Indented ? null : json);
        return written;
    }
}
