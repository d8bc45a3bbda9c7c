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

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>One object as answers show it: two-space indented, no newline at the end.</summary>
    /// <param name="writeMembers">Writes the members.</param>
    public static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> writeMembers)
    {
        using var written = Write(writeMembers, static (json, writeMembers) => writeMembers(json), Indented);
        return written.Bytes.ToArray();
    }

    /// <summary>One object on one line, as events and the start line show it.</summary>
    /// <param name="source">What it shows.</param>
    /// <param name="writeMembers">Writes the members.</param>
    public static LentJson Line<T>(T source, Action<Utf8JsonWriter, T> writeMembers) => Write(source, writeMembers, Compact);

    /// <summary>One array on one line.</summary>
    /// <param name="writeElements">Writes the elements.</param>
    public static ReadOnlyMemory<byte> Array(Action<Utf8JsonWriter> writeElements)
    {
        using var written = Write(writeElements, static (json, writeElements) => writeElements(json), Compact, isArray: true);
        return written.Bytes.ToArray();
    }

    /// <summary>Takes memory back that was lent.</summary>
    /// <param name="buffer">The memory.</param>
    internal static void GiveBack(ArrayBufferWriter<byte> buffer)
    {
        buffer.Clear();
        _buffer = buffer.Capacity <= LargestKept ? buffer : null;
    }

    private static LentJson Write<T>(T source, Action<Utf8JsonWriter, T> writeInner, JsonWriterOptions options, bool isArray = false)
    {
        // Whoever writes JSON inside of JSON gets a buffer and a writer of its own.
        var (buffer, kept) = (_buffer ?? new ArrayBufferWriter<byte>(512), options.Indented ? null : _compact);
        (_buffer, _compact) = (null, null);
        var json = kept ?? new Utf8JsonWriter(buffer, options);
        kept?.Reset(buffer);
        if (isArray)
        {
            json.WriteStartArray();
            writeInner(json, source);
            json.WriteEndArray();
        }
        else
        {
            json.WriteStartObject();
            writeInner(json, source);
            json.WriteEndObject();
        }

        json.Flush();
        _compact = options.Indented ? null : json;
        return new LentJson(buffer);
    }
}
