using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MockProvider.Chat;
using MockProvider.Embeddings;
using MockProvider.Errors;
using MockProvider.Images;
using MockProvider.Models;
using MockProvider.Moderations;
using MockProvider.Responses;
using MockProvider.Speech;
using MockProvider.Transcriptions;

namespace MockProvider.Text;

/// <summary>JSON as OpenAI writes it: snake_case, nulls kept, two-space indented as a document, on one line as an event.</summary>
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(ChatCompletion))]
[JsonSerializable(typeof(ChatChunk))]
[JsonSerializable(typeof(ResponseBody))]
[JsonSerializable(typeof(ResponseEvent))]
[JsonSerializable(typeof(ResponseDeletion))]
[JsonSerializable(typeof(EmbeddingList))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(ModelEntry))]
[JsonSerializable(typeof(ModerationList))]
[JsonSerializable(typeof(ImageList))]
[JsonSerializable(typeof(ImageEvent))]
[JsonSerializable(typeof(SpeechEvent))]
[JsonSerializable(typeof(Transcription))]
[JsonSerializable(typeof(VerboseTranscription))]
[JsonSerializable(typeof(TranscriptionEvent))]
internal sealed partial class WireJson : JsonSerializerContext
{
    public static readonly WireJson Indented = new(Format(indented: true));

    public static readonly WireJson Compact = new(Format(indented: false));

    /// <summary>A document, ended by a line break as the real ones are.</summary>
    public static ReadOnlyMemory<byte> Document<T>(T value, JsonTypeInfo<T> type) => Encoding.UTF8.GetBytes($"{JsonSerializer.Serialize(value, type)}\n");

    public static string Line<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static JsonSerializerOptions Format(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // What is sent is application/json, never a part of a page: nothing needs escaping that JSON does not escape.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
        NewLine = "\n",
    };
}
