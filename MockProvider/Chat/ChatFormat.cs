using System.Text.Encodings.Web;
using System.Text.Json;
using MockProvider.Errors;
using MockProvider.Reading;
using MockProvider.Schemas;
using MockProvider.Text;

namespace MockProvider.Chat;

/// <summary>What <c>response_format</c> asks for.</summary>
/// <param name="Instance">The answer where a schema asks for it.</param>
/// <param name="IsObject">Whether any JSON object will do.</param>
internal sealed record ChatFormat(string? Instance, bool IsObject)
{
    private const string FormatName = "response_format";
    private const string Schema = "json_schema";
    private const string Object = "json_object";

    public static ChatFormat Read(RequestFields fields, ChatTurns turns)
    {
        var plain = new ChatFormat(Instance: null, IsObject: false);
        if (fields.Object(FormatName) is not { } format)
        {
            return plain;
        }

        switch (format.RequiredChoice("type", Object, Schema, "text"))
        {
            case Schema:
                return format.RequiredObject(Schema) is { } named ? plain with { Instance = NamedSchema.Read(named, FormatName) } : plain;
            case Object:
                if (!turns.Mentions("json"))
                {
                    fields.Faults.Report(MessageErrors.NoWordJson());
                }

                return plain with { IsObject = true };
            default:
                return plain;
        }
    }

    /// <summary>The pieces of the answer: the words of the text, or JSON.</summary>
    public IReadOnlyList<string> Pieces(string text) => Instance is { } instance ? JsonPieces.Cut(instance)
        : IsObject ? JsonPieces.Cut($$"""{"message":"{{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}""")
        : Words.Cut(text);
}
