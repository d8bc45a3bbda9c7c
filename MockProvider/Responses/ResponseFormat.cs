using MockProvider.Errors;
using MockProvider.Reading;
using MockProvider.Schemas;

namespace MockProvider.Responses;

/// <summary>What <c>text.format</c> asks for.</summary>
internal static class ResponseFormat
{
    public static TextFormat Read(RequestFields fields, ResponseTurns turns)
    {
        var format = fields.Object("text")?.Object("format");
        switch (format?.RequiredChoice("type", "text", "json_object", "json_schema"))
        {
            case "json_schema":
                return new TextFormat(NamedSchema.Read(format, "text.format.schema"));
            case "json_object":
                if (!turns.Mentions("json") && fields.OptionalString("instructions")?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
                {
                    fields.Faults.Report(ResponseErrors.NoWordJson());
                }

                return new TextFormat(IsObject: true);
            default:
                return new TextFormat();
        }
    }
}
