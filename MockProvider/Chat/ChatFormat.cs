using MockProvider.Errors;
using MockProvider.Reading;
using MockProvider.Schemas;

namespace MockProvider.Chat;

/// <summary>What <c>response_format</c> asks for.</summary>
internal static class ChatFormat
{
    private const string FormatName = "response_format";
    private const string Schema = "json_schema";
    private const string Object = "json_object";

    public static TextFormat Read(RequestFields fields, ChatTurns turns)
    {
        var format = fields.Object(FormatName);
        switch (format?.RequiredChoice("type", Object, Schema, "text"))
        {
            case Schema:
                return new TextFormat(format.RequiredObject(Schema) is { } named ? NamedSchema.Read(named, FormatName) : null);
            case Object:
                if (!turns.Mentions("json"))
                {
                    fields.Faults.Report(MessageErrors.NoWordJson());
                }

                return new TextFormat(IsObject: true);
            default:
                return new TextFormat();
        }
    }
}
