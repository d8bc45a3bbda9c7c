using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MockProvider.Answers;

/// <summary>JSON as providers write it: two-space indented as a document, on one line as an event; and the framing of events.</summary>
internal static class WireJson
{
    /// <summary>The event that ends a chat stream.</summary>
    public static readonly ReadOnlyMemory<byte> Done = "data: [DONE]\n\n"u8.ToArray();

    // What is sent is application/json, never a part of a page: nothing needs escaping that JSON does not escape.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true, NewLine = "\n" };

    public static ReadOnlyMemory<byte> Document(JsonNode document) => Encoding.UTF8.GetBytes($"{document.ToJsonString(Indented)}\n");

    public static string Line(JsonNode document) => document.ToJsonString(Compact);

    /// <summary>An event without a name.</summary>
    public static ReadOnlyMemory<byte> Data(JsonNode document) => Encoding.UTF8.GetBytes($"data: {Line(document)}\n\n");

    /// <summary>An event with a name.</summary>
    public static ReadOnlyMemory<byte> Event(string name, JsonNode document) =>
        Encoding.UTF8.GetBytes($"event: {name}\ndata: {Line(document)}\n\n");
}
