using MockProvider.Errors;
using MockProvider.Reading;
using MockProvider.Schemas;
using MockProvider.Text;

namespace MockProvider.Responses;

/// <summary>What <c>text.format</c> asks for.</summary>
/// <param name="Instance">The answer where a schema asks for it.</param>
/// <param name="IsObject">Whether any JSON object will do.</param>
internal sealed record ResponseFormat(string? Instance, bool IsObject)
{
    public static ResponseFormat Read(RequestFields fields, ResponseTurns turns)
    {
        var format = fields.Object("text")?.Object("format");
        switch (format?.RequiredChoice("type", "text", "json_object", "json_schema"))
        {
            case "json_schema":
                return new ResponseFormat(NamedSchema.Read(format, "text.format.schema"), IsObject: false);
            case "json_object":
                if (!turns.Mentions("json") && fields.OptionalString("instructions")?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
                {
                    fields.Faults.Report(ResponseErrors.NoWordJson());
                }

                return new ResponseFormat(Instance: null, IsObject: true);
            default:
                return new ResponseFormat(Instance: null, IsObject: false);
        }
    }

    /// <summary>The pieces of the answer: the words of the text, or JSON.</summary>
    public IReadOnlyList<string> Pieces(string text) => Instance is { } instance ? JsonPieces.Cut(instance)
        : IsObject ? JsonPieces.Cut(WireJson.Line(new Dictionary<string, string> { ["message"] = text }, WireJson.Compact.DictionaryStringString))
        : Words.Cut(text);
}
